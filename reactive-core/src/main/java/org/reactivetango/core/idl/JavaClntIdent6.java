package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** A client in Java: the structure {@code JavaClntIdent_6}. */
public record JavaClntIdent6(JavaClntIdent javaClnt, TraceContext traceContext) implements ClntIdent {
    static JavaClntIdent6 decode(CdrReader in) {
        return new JavaClntIdent6(JavaClntIdent.decode(in), TraceContext.decode(in));
    }

    @Override
    public void encodeBranch(CdrWriter out) {
        javaClnt.encodeBranch(out);
        TraceContext.encode(traceContext, out);
    }

    @Override
    public String traceState() {
        return traceContext.state();
    }

    @Override
    public LockerLanguage language() {
        return LockerLanguage.JAVA_6;
    }
}
