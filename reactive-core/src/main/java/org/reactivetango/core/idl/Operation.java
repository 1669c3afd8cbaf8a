package org.reactivetango.core.idl;

import java.util.Set;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * One operation of Tango's interfaces: what it is called, what it takes and gives, what it raises.
 *
 * @param <A> its arguments: of one argument that argument's type, of several a record named after the operation, of none
 *     {@link NoValue}
 * @param <R> its result; {@link NoValue} if it has none
 */
public final class Operation<A, R> {
    private final String name;
    private final int idlVersion;
    private final CdrCodec<A> arguments;
    private final CdrCodec<R> result;
    private final Set<UserException> raised;

    Operation(String name, int idlVersion, CdrCodec<A> arguments, CdrCodec<R> result, Set<UserException> raised) {
        this.name = name;
        this.idlVersion = idlVersion;
        this.arguments = arguments;
        this.result = result;
        this.raised = raised;
    }

    /** Its name in requests. */
    public String name() {
        return name;
    }

    /** The version of {@code Device} that brought it, from 1; 0 for what every CORBA object understands. */
    public int idlVersion() {
        return idlVersion;
    }

    /** Whether a request has a body; without one there is not even the alignment before it. */
    public boolean hasArguments() {
        return arguments != NoValue.CODEC;
    }

    /** Whether a reply without exception has a body; without one there is not even the alignment before it. */
    public boolean hasResult() {
        return result != NoValue.CODEC;
    }

    /** The layout of the arguments. */
    public CdrCodec<A> arguments() {
        return arguments;
    }

    /** The layout of the result. */
    public CdrCodec<R> result() {
        return result;
    }

    /** Whether it declares that exception. */
    public boolean raises(UserException exception) {
        return raised.contains(exception);
    }

    /** Reads the body of a request, which must end there. */
    public A decodeArguments(CdrReader in) {
        return decodeWhole(arguments, in);
    }

    /** Reads the body of a reply without exception, which must end there. */
    public R decodeResult(CdrReader in) {
        return decodeWhole(result, in);
    }

    /** Writes the body of a request. */
    public void encodeArguments(A value, CdrWriter out) {
        arguments.encode(value, out);
    }

    /** Writes the body of a reply without exception. */
    public void encodeResult(R value, CdrWriter out) {
        result.encode(value, out);
    }

    @Override
    public String toString() {
        return name;
    }

    private <T> T decodeWhole(CdrCodec<T> codec, CdrReader in) {
        T value = codec.decode(in);
        if (in.remaining() != 0) {
            throw new Remote(name + " with " + in.remaining() + " bytes too many");
        }
        return value;
    }
}
