package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that say who made them and which of them it is, in each part: one that is torn or mixed from two shows. Rows are
 * filled with what follows from their first element.
 */
final class Signed {
    /** Of a row of 1 MB. */
    static final int ELEMENTS = (1 << 20) / Long.BYTES;

    private static final int CHECKSUM_BITS = 24;
    private static final int NUMBER_BITS = 32;

    private Signed() {}

    /** From the top: 8 bits who, 32 bits which, 24 bits of a checksum. */
    static long value(int who, int number) {
        long content = (long) who << NUMBER_BITS | number;
        return content << CHECKSUM_BITS | checksum(content);
    }

    static long[] row(int who, int number) {
        long first = value(who, number);
        long[] row = new long[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            row[i] = element(first, i);
        }
        return row;
    }

    static int who(long value) {
        return (int) (value >>> (NUMBER_BITS + CHECKSUM_BITS));
    }

    static int number(long value) {
        return (int) (value >>> CHECKSUM_BITS);
    }

    /** Fails unless it is one. */
    static long checked(long value) {
        assertThat(value & ((1 << CHECKSUM_BITS) - 1)).isEqualTo(checksum(value >>> CHECKSUM_BITS));
        return value;
    }

    /** Fails unless it is one; its first element tells what it says. */
    static long checked(long[] row) {
        assertThat(row).hasSize(ELEMENTS);
        long first = checked(row[0]);
        for (int i = 0; i < ELEMENTS; i++) {
            if (row[i] != element(first, i)) {
                throw new AssertionError(
                        "element " + i + " of row " + number(first) + " of " + who(first) + " is not its");
            }
        }
        return first;
    }

    private static long element(long first, int index) {
        return first ^ index * 0x9E3779B97F4A7C15L;
    }

    private static long checksum(long content) {
        long mixed = (content + 1) * 0x9E3779B97F4A7C15L;
        return mixed >>> (Long.SIZE - CHECKSUM_BITS);
    }
}
