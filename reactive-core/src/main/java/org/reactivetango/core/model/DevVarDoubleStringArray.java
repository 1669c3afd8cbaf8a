package org.reactivetango.core.model;

import java.util.Arrays;

/**
 * Numbers and strings, a Tango command type. The arrays are not copied: whoever hands them over must not change them
 * afterwards.
 *
 * @param dvalue the numbers
 * @param svalue the strings; the two need not be of one length
 */
public record DevVarDoubleStringArray(double[] dvalue, String[] svalue) {
    @Override
    public boolean equals(Object other) {
        return other instanceof DevVarDoubleStringArray that
                && Arrays.equals(dvalue, that.dvalue)
                && Arrays.equals(svalue, that.svalue);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dvalue) + Arrays.hashCode(svalue);
    }

    @Override
    public String toString() {
        return "DevVarDoubleStringArray[dvalue=" + Arrays.toString(dvalue) + ", svalue=" + Arrays.toString(svalue)
                + "]";
    }
}
