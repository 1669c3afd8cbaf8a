package org.reactivetango.core.idl;

import java.util.UUID;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A client in Java: the structure {@code JavaClntIdent}.
 *
 * @param mainClass main class, in JTango followed by {@code " - PID="} and the process id
 * @param uuid one per JVM; on the wire an array of its two halves, without a count
 */
public record JavaClntIdent(String mainClass, UUID uuid) implements ClntIdent {
    static JavaClntIdent decode(CdrReader in) {
        return new JavaClntIdent(in.readString(), new UUID(in.readLongLong(), in.readLongLong()));
    }

    @Override
    public void encodeBranch(CdrWriter out) {
        out.writeString(mainClass);
        out.writeLongLong(uuid.getMostSignificantBits());
        out.writeLongLong(uuid.getLeastSignificantBits());
    }

    @Override
    public LockerLanguage language() {
        return LockerLanguage.JAVA;
    }
}
