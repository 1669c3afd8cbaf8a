package org.reactivetango.core.model;

import java.util.Arrays;

/**
 * Numbers and strings, a Tango command type. The arrays are not copied: whoever hands them over must not change them
 * afterwards.
 *
 * @param lvalue the numbers
 * @param svalue the strings; the two need not be of one length
 */
public record DevVarLongStringArray(int[] lvalue, String[] svalue) {
    @Override
    public boolean equals(Object other) {
        return other instanceof DevVarLongStringArray that
                && Arrays.equals(lvalue, that.lvalue)
                && Arrays.equals(svalue, that.svalue);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lvalue) + Arrays.hashCode(svalue);
    }

    @Override
    public String toString() {
        return "DevVarLongStringArray[lvalue=" + Arrays.toString(lvalue) + ", svalue=" + Arrays.toString(svalue) + "]";
    }
}
