package org.reactivetango.core.giop;

import java.util.Locale;
import java.util.Map;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.error.Completion;

/**
 * An error of the ORB, as the body of a {@link ReplyStatus#SYSTEM_EXCEPTION} reply. Clients test some of the minor codes,
 * so they are those of omniORB.
 *
 * @param repositoryId {@code IDL:omg.org/CORBA/<name>:1.0}
 * @param minor what exactly; omniORB's own codes start at 0x41540000, those of the OMG at 0x4f4d0000
 * @param completion whether the operation had been carried out
 */
public record SystemException(String repositoryId, int minor, Completion completion) {
    private static final Completion[] COMPLETIONS = Completion.values();

    /** The body of a reply. */
    public static final CdrCodec<SystemException> CODEC = CdrCodec.of(
            13,
            in -> new SystemException(in.readString(), in.readLong(), in.readEnum(COMPLETIONS)),
            (exception, out) -> {
                out.writeString(exception.repositoryId);
                out.writeLong(exception.minor);
                out.writeEnum(exception.completion);
            });

    private static final String PREFIX = "IDL:omg.org/CORBA/";
    private static final String SUFFIX = ":1.0";
    private static final int OMG = 0x4f4d0000;
    private static final int OMNI_ORB = 0x41540000;

    /** No object with this key. Clients that meet it reconnect and ask again. */
    public static final SystemException OBJECT_NOT_EXIST = of("OBJECT_NOT_EXIST", OMG | 1, Completion.NO);
    /** No operation of this name. */
    public static final SystemException BAD_OPERATION = of("BAD_OPERATION", OMNI_ORB | 0x26, Completion.NO);
    /** The arguments are shorter than the operation needs. */
    public static final SystemException MARSHAL_TOO_SHORT = of("MARSHAL", OMNI_ORB | 0x0a, Completion.NO);
    /** An enum or the discriminator of a union is out of range. */
    public static final SystemException MARSHAL_BAD_ENUM = of("MARSHAL", OMNI_ORB | 0x1a, Completion.NO);
    /** A string is not valid in the code set of the connection. Our servers replace such characters instead. */
    public static final SystemException DATA_CONVERSION = of("DATA_CONVERSION", OMNI_ORB | 0x29, Completion.NO);
    /** {@code _interface} was asked for; there is no interface repository. */
    public static final SystemException INTF_REPOS = of("INTF_REPOS", OMNI_ORB | 0x27, Completion.NO);
    /** Something undeclared was thrown while the operation ran. */
    public static final SystemException UNKNOWN = of("UNKNOWN", OMG | 1, Completion.MAYBE);
    /** Made on the client's side: nobody listens there. */
    public static final SystemException TRANSIENT_CONNECT_FAILED = of("TRANSIENT", OMNI_ORB | 0x02, Completion.NO);
    /** Made on the client's side: no reply in time. */
    public static final SystemException TRANSIENT_CALL_TIMED_OUT = of("TRANSIENT", OMNI_ORB | 0x08, Completion.MAYBE);
    /** Made on the client's side: closed in an orderly way, the call not begun. */
    public static final SystemException TRANSIENT_CONNECTION_CLOSED = of("TRANSIENT", OMNI_ORB | 0x11, Completion.NO);
    /** Made on the client's side: the connection was lost while waiting for the reply. */
    public static final SystemException COMM_FAILURE = of("COMM_FAILURE", OMNI_ORB | 0x07, Completion.MAYBE);
    /** Made on the client's side: the reply could not be read. */
    public static final SystemException COMM_FAILURE_BAD_REPLY = of("COMM_FAILURE", OMNI_ORB | 0x06, Completion.MAYBE);

    private static final Map<String, String> MINOR_NAMES = Map.ofEntries(
            Map.entry("OBJECT_NOT_EXIST 4f4d0001", "NoMatch"),
            Map.entry("OBJECT_NOT_EXIST 4f4d0002", "IncarnateFailed"),
            Map.entry("BAD_OPERATION 41540026", "UnRecognisedOperationName"),
            Map.entry("MARSHAL 4154000a", "PassEndOfMessage"),
            Map.entry("MARSHAL 4154001a", "InvalidEnumValue"),
            Map.entry("DATA_CONVERSION 41540029", "BadInput"),
            Map.entry("INTF_REPOS 41540027", "NotAvailable"),
            Map.entry("UNKNOWN 4f4d0001", "UserException"),
            Map.entry("TRANSIENT 41540002", "ConnectFailed"),
            Map.entry("TRANSIENT 41540008", "CallTimedout"),
            Map.entry("TRANSIENT 41540011", "ConnectionClosed"),
            Map.entry("COMM_FAILURE 41540006", "UnMarshalResults"),
            Map.entry("COMM_FAILURE 41540007", "WaitingForReply"));

    /** The exception with this {@link #name()}. */
    public static SystemException of(String name, int minor, Completion completion) {
        return new SystemException(PREFIX + name + SUFFIX, minor, completion);
    }

    /** The same error where the operation had gone further, or less far. */
    public SystemException withCompletion(Completion completion) {
        return new SystemException(repositoryId, minor, completion);
    }

    /** {@code OBJECT_NOT_EXIST} and so on; the repository id if it is not one of CORBA's. */
    public String name() {
        boolean standard = repositoryId.startsWith(PREFIX)
                && repositoryId.endsWith(SUFFIX)
                && repositoryId.length() > PREFIX.length() + SUFFIX.length();
        return standard
                ? repositoryId.substring(PREFIX.length(), repositoryId.length() - SUFFIX.length())
                : repositoryId;
    }

    /** omniORB's name of the minor code, {@code TRANSIENT_CallTimedout} and so on; hex where it is not known. */
    public String minorName() {
        String known = MINOR_NAMES.get(String.format(Locale.ROOT, "%s %08x", name(), minor));
        return known == null ? String.format(Locale.ROOT, "minor 0x%08x", minor) : name() + "_" + known;
    }

    /** What cppTango writes into the description of the DevError it makes of this. */
    public String description() {
        return name() + " CORBA system exception: " + minorName();
    }
}
