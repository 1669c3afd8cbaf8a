package org.reactivetango.testkit.planted.core.giop;

import org.reactivetango.testkit.planted.core.cdr.Cdr;

/** One half of a cycle. */
public class Giop {
    public Cdr cdr;
}
