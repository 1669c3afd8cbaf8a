package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A client in C++ or Python: the structure {@code CppClntIdent_6}.
 *
 * @param cppClnt its process id
 */
public record CppClntIdent6(long cppClnt, TraceContext traceContext) implements ClntIdent {
    static CppClntIdent6 decode(CdrReader in) {
        return new CppClntIdent6(in.readULong(), TraceContext.decode(in));
    }

    @Override
    public void encodeBranch(CdrWriter out) {
        out.writeULong(cppClnt);
        TraceContext.encode(traceContext, out);
    }

    @Override
    public String traceState() {
        return traceContext.state();
    }

    @Override
    public LockerLanguage language() {
        return LockerLanguage.CPP_6;
    }
}
