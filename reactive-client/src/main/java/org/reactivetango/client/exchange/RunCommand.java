package org.reactivetango.client.exchange;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/**
 * Runs a command: {@code command_inout_4}, which every version from 4 on has, or an older form. Its result is
 * {@link NoValue} for void.
 */
public final class RunCommand implements Exchange<Object> {
    private static final byte[] COMMAND_INOUT_4 = "command_inout_4".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMAND_INOUT_2 = "command_inout_2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMAND_INOUT = "command_inout".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final TangoType inType;
    private final @Nullable Object argument;
    private final ValueType<?> outType;
    private final DevSource source;

    /**
     * A command.
     *
     * @param outType what the caller wants; {@link ValueType#ANY} for whatever comes
     */
    public RunCommand(
            String name, TangoType inType, @Nullable Object argument, ValueType<?> outType, DevSource source) {
        this.name = name;
        this.inType = inType;
        this.argument = argument;
        this.outType = outType;
        this.source = source;
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return peer.deviceIdl() >= 4 ? COMMAND_INOUT_4 : peer.deviceIdl() >= 2 ? COMMAND_INOUT_2 : COMMAND_INOUT;
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        out.writeString(name);
        Any.encode(inType, argument, out);
        if (peer.deviceIdl() >= 2) {
            out.writeEnum(source);
        }
        if (peer.deviceIdl() >= 4) {
            ClntIdent.encode(peer.client(), out);
        }
    }

    @Override
    public Object decodeResult(PeerInterface peer, CdrReader in) {
        Any result = Any.CODEC.decode(in);
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes too many behind the result of a command");
        }
        Object value = result.value();
        if (value == null || outType.equals(ValueType.VOID)) {
            if (value == null && !outType.equals(ValueType.VOID) && !outType.equals(ValueType.ANY)) {
                throw mismatch(result.tangoType());
            }
            return NoValue.NO_VALUE;
        }
        if (outType.equals(ValueType.ANY) || outType.commandType() == result.tangoType()) {
            return value;
        }
        Object widened =
                outType.format() == DataFormat.SCALAR && !value.getClass().isArray()
                        ? ReadValues.widened(outType, result.tangoType(), value)
                        : null;
        if (widened == null) {
            throw mismatch(result.tangoType());
        }
        return widened;
    }

    private DevFailedException mismatch(TangoType found) {
        return DevFailedException.of(
                Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE,
                "Result of command " + name + " is " + found.tangoName() + ", not " + outType
                        + " as it was asked for. Ask for " + found.javaType().getSimpleName() + ".class",
                "RunCommand.decodeResult");
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.COMMAND_FAILED,
                "Failed to execute command_inout on device " + device + ", command " + name,
                "Connection::command_inout()");
    }

    @Override
    public String description() {
        return "command_inout " + name;
    }
}
