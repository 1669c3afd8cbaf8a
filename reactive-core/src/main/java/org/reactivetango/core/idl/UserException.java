package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** The exceptions that Tango's operations declare, and the body of a reply that carries one. */
public enum UserException {
    /** {@code DevFailed}: one error stack. */
    DEV_FAILED("IDL:Tango/DevFailed:1.0"),
    /** {@code MultiDevFailed}: one error stack for each attribute that failed. */
    MULTI_DEV_FAILED("IDL:Tango/MultiDevFailed:1.0");

    private final String repositoryId;

    UserException(String repositoryId) {
        this.repositoryId = repositoryId;
    }

    /** What it is called on the wire. */
    public String repositoryId() {
        return repositoryId;
    }

    /** Reads repository id and members. */
    public static DevFailedException decode(CdrReader in) {
        String id = in.readString();
        if (id.equals(DEV_FAILED.repositoryId)) {
            return new DevFailedException(in.readSequence(DevErrorCodec.CODEC));
        }
        if (id.equals(MULTI_DEV_FAILED.repositoryId)) {
            return DevFailedException.ofSeveral(in.readSequence(NamedDevErrorCodec.CODEC));
        }
        throw new Remote("user exception " + id + ", which Tango does not have");
    }

    /** Writes repository id and members: {@code MultiDevFailed} if attributes are named and the operation declares it. */
    public static void encode(DevFailedException failure, Operation<?, ?> operation, CdrWriter out) {
        if (operation.raises(MULTI_DEV_FAILED)) {
            encode(failure, out);
        } else {
            encode(failure.errors(), out);
        }
    }

    /** Writes repository id and members: {@code MultiDevFailed} if attributes are named. */
    public static void encode(DevFailedException failure, CdrWriter out) {
        if (failure.failures().isEmpty()) {
            encode(failure.errors(), out);
        } else {
            out.writeString(MULTI_DEV_FAILED.repositoryId);
            out.writeSequence(failure.failures(), NamedDevErrorCodec.CODEC);
        }
    }

    /** Writes repository id and members of a {@code DevFailed}. */
    public static void encode(List<DevError> errors, CdrWriter out) {
        out.writeString(DEV_FAILED.repositoryId);
        out.writeSequence(errors, DevErrorCodec.CODEC);
    }
}
