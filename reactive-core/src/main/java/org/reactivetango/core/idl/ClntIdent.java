package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * Who is calling: the union {@code ClntIdent}. A server of IDL 5 understands {@link CppClntIdent} and
 * {@link JavaClntIdent} only; the other two are for servers whose {@code info} says 6 or more.
 */
public sealed interface ClntIdent permits CppClntIdent, JavaClntIdent, CppClntIdent6, JavaClntIdent6 {
    /** Any of the four, with the discriminator in front. */
    CdrCodec<ClntIdent> CODEC = CdrCodec.of(8, ClntIdent::decode, ClntIdent::encode);

    /**
     * Passes over one without making an object of it.
     *
     * @return whether it has a trace state
     */
    static boolean skip(CdrReader in) {
        return switch (in.readEnum(LockerLanguage.VALUES)) {
            case CPP -> {
                in.readULong();
                yield false;
            }
            case JAVA -> {
                skipJava(in);
                yield false;
            }
            case CPP_6 -> {
                in.readULong();
                yield skipTraceContext(in);
            }
            case JAVA_6 -> {
                skipJava(in);
                yield skipTraceContext(in);
            }
        };
    }

    /** Reads the discriminator; a process id follows, or the string that is a main class. */
    static LockerLanguage readLanguage(CdrReader in) {
        return in.readEnum(LockerLanguage.VALUES);
    }

    private static void skipJava(CdrReader in) {
        in.skipString();
        in.readLongLong();
        in.readLongLong();
    }

    private static boolean skipTraceContext(CdrReader in) {
        in.readEnum(1);
        in.skipString();
        return in.skipString() > 0;
    }

    /** The state of the W3C trace to which the call belongs; empty if it belongs to none, or the form has no room for it. */
    default String traceState() {
        return "";
    }

    /** The discriminator. */
    LockerLanguage language();

    /** Writes the branch, without the discriminator. */
    void encodeBranch(CdrWriter out);

    /** Reads the union. */
    static ClntIdent decode(CdrReader in) {
        return switch (in.readEnum(LockerLanguage.VALUES)) {
            case CPP -> CppClntIdent.decode(in);
            case JAVA -> JavaClntIdent.decode(in);
            case CPP_6 -> CppClntIdent6.decode(in);
            case JAVA_6 -> JavaClntIdent6.decode(in);
        };
    }

    /** Writes the union. */
    static void encode(ClntIdent client, CdrWriter out) {
        out.writeEnum(client.language());
        client.encodeBranch(out);
    }
}
