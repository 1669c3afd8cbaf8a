package org.reactivetango.server.tangotest;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/** Numbers of an attribute's type from plain integers. */
final class Elements {
    private Elements() {}

    /** An array whose element at {@code i} is that of {@code element}; 0 is false. */
    static <A> A array(ValueType<A> type, int length, IntUnaryOperator element) {
        return type.cast(plainArray(type.element(), length, element));
    }

    private static Object plainArray(TangoType type, int length, IntUnaryOperator element) {
        switch (type) {
            case DEV_BOOLEAN -> {
                boolean[] array = new boolean[length];
                for (int i = 0; i < length; i++) {
                    array[i] = element.applyAsInt(i) != 0;
                }
                return array;
            }
            case DEV_UCHAR -> {
                byte[] array = new byte[length];
                for (int i = 0; i < length; i++) {
                    array[i] = (byte) element.applyAsInt(i);
                }
                return array;
            }
            case DEV_SHORT, DEV_ENUM -> {
                short[] array = new short[length];
                for (int i = 0; i < length; i++) {
                    array[i] = (short) element.applyAsInt(i);
                }
                return array;
            }
            case DEV_LONG, DEV_USHORT -> {
                int[] array = new int[length];
                for (int i = 0; i < length; i++) {
                    array[i] = element.applyAsInt(i);
                }
                return array;
            }
            case DEV_LONG64, DEV_ULONG, DEV_ULONG64 -> {
                long[] array = new long[length];
                for (int i = 0; i < length; i++) {
                    array[i] = element.applyAsInt(i);
                }
                return array;
            }
            case DEV_FLOAT -> {
                float[] array = new float[length];
                for (int i = 0; i < length; i++) {
                    array[i] = element.applyAsInt(i);
                }
                return array;
            }
            case DEV_DOUBLE -> {
                double[] array = new double[length];
                for (int i = 0; i < length; i++) {
                    array[i] = element.applyAsInt(i);
                }
                return array;
            }
            default -> throw new IllegalArgumentException("no numbers of type " + type);
        }
    }

    /** An array of texts. */
    static String[] texts(int length, IntFunction<String> text) {
        String[] array = new String[length];
        for (int i = 0; i < length; i++) {
            array[i] = text.apply(i);
        }
        return array;
    }

    /** A number with so many digits at least; without a format string, which would take ten times the time. */
    static String padded(int number, int digits) {
        String plain = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - plain.length())) + plain;
    }

    /** A random whole number from 0 to below {@code bound}; 0 if that is 1 or less. */
    static <T> T below(ValueType<T> type, T bound, RandomGenerator random) {
        return type.cast(
                switch (type.element()) {
                    case DEV_UCHAR -> (byte) random(random, Byte.toUnsignedLong((Byte) bound));
                    case DEV_SHORT -> (short) random(random, (Short) bound);
                    case DEV_LONG, DEV_USHORT -> (int) random(random, (Integer) bound);
                    case DEV_LONG64, DEV_ULONG -> random(random, (Long) bound);
                    case DEV_ULONG64 ->
                        (Long) bound < 0 ? random.nextLong(Long.MAX_VALUE) : random(random, (Long) bound);
                    case DEV_FLOAT -> (float) random(random, ((Float) bound).longValue());
                    default -> throw new IllegalArgumentException("no random numbers of type " + type);
                });
    }

    private static long random(RandomGenerator random, long bound) {
        return bound > 1 ? random.nextLong(bound) : 0;
    }
}
