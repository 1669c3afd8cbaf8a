package org.reactivetango.testkit.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages recorded bytes the way bad links, broken peers and attackers do: flipped bits, other octets, words that claim
 * too much, pieces cut off, taken out, repeated or taken from another sample. The same seed damages the same way.
 */
public final class Mutator {
    /** Words that lengths and counts stumble over. */
    private static final long[] CLAIMS = {
        0,
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        12,
        16,
        0x7f,
        0x80,
        0xff,
        0x100,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        0xffffff,
        0x1000000,
        0x3fffffff,
        0x40000000,
        0x7ffffffeL,
        0x7fffffffL,
        0x80000000L,
        0x80000001L,
        0xfffffff4L,
        0xfffffffeL,
        0xffffffffL
    };

    private final List<byte[]> samples;
    private final SplittableRandom random;

    /** A mutator of {@code samples}, which are left as they are. */
    public Mutator(List<byte[]> samples, long seed) {
        this.samples = List.copyOf(samples);
        this.random = new SplittableRandom(seed);
    }

    /** One of the samples with one to four damages. */
    public byte[] next() {
        byte[] bytes = sample().clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes = damage(bytes);
        }
        return bytes;
    }

    private byte[] damage(byte[] bytes) {
        if (bytes.length == 0) {
            return sample().clone();
        }
        int at = position(bytes);
        return switch (random.nextInt(10)) {
            case 0, 1 -> flip(bytes, at);
            case 2 -> set(bytes, at, (byte) random.nextInt(256));
            case 3, 4, 5 -> claim(bytes, at & ~3);
            case 6 -> Arrays.copyOf(bytes, at);
            case 7 -> splice(bytes, at, sample());
            case 8 -> without(bytes, at, 1 + random.nextInt(16));
            default -> doubled(bytes, at, 1 + random.nextInt(32));
        };
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    /** Anywhere, but more often near the beginning, where the headers are. */
    private int position(byte[] bytes) {
        return random.nextInt(random.nextInt(3) == 0 ? Math.min(bytes.length, 128) : bytes.length);
    }

    private byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] set(byte[] bytes, int at, byte octet) {
        bytes[at] = octet;
        return bytes;
    }

    /** Overwrites a word, in either byte order, with a claim or with about what is left. */
    private byte[] claim(byte[] bytes, int at) {
        int left = bytes.length - at - 4;
        long word = random.nextInt(4) == 0 ? left + random.nextInt(5) - 2L : CLAIMS[random.nextInt(CLAIMS.length)];
        boolean littleEndian = random.nextBoolean();
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (word >>> (8 * (littleEndian ? i : 3 - i)));
        }
        return bytes;
    }

    private byte[] splice(byte[] bytes, int at, byte[] other) {
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
        System.arraycopy(other, from, spliced, at, other.length - from);
        return spliced;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int gone = Math.min(count, bytes.length - at);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - gone);
        System.arraycopy(bytes, at + gone, shorter, at, bytes.length - at - gone);
        return shorter;
    }

    private static byte[] doubled(byte[] bytes, int at, int count) {
        int more = Math.min(count, bytes.length - at);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more);
        System.arraycopy(bytes, at, longer, at + more, bytes.length - at);
        return longer;
    }
}
