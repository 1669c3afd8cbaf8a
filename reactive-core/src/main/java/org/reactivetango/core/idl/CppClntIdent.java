package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A client in C++ or Python: the first branch of {@link ClntIdent}, in the IDL a bare number.
 *
 * @param cppClnt its process id
 */
public record CppClntIdent(long cppClnt) implements ClntIdent {
    static CppClntIdent decode(CdrReader in) {
        return new CppClntIdent(in.readULong());
    }

    @Override
    public void encodeBranch(CdrWriter out) {
        out.writeULong(cppClnt);
    }

    @Override
    public LockerLanguage language() {
        return LockerLanguage.CPP;
    }
}
