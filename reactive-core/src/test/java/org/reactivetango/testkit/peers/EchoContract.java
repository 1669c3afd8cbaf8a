package org.reactivetango.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * What comes back through a client is what went in, in every type: for any device whose attributes and commands have the
 * names that TangoTest and the servers of this kit give them. A device may lack some; each method returns the names of
 * those it has tried, for the test to know.
 */
public final class EchoContract {
    /** An attribute's name without its format, the type of its elements, and six of them with the extremes. */
    private record Sample(String name, TangoType type, List<Object> elements) {
        /** So many of them, from the first again where they do not suffice. */
        Object[] first(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> elements.get(i % elements.size()))
                    .toArray();
        }
    }

    private static final List<Sample> SAMPLES = List.of(
            sample("boolean", TangoType.DEV_BOOLEAN, true, false, false, true, false, true),
            sample("uchar", TangoType.DEV_UCHAR, 255, 0, 1, 127, 128, 254),
            sample("short", TangoType.DEV_SHORT, Short.MIN_VALUE, Short.MAX_VALUE, 0, -1, 1, 258),
            sample("ushort", TangoType.DEV_USHORT, 65535, 0, 1, 32767, 32768, 258),
            sample("long", TangoType.DEV_LONG, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 1, 65536),
            sample("ulong", TangoType.DEV_ULONG, 4294967295L, 0, 1, 2147483647L, 2147483648L, 65536),
            sample("long64", TangoType.DEV_LONG64, Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, 1L << 40),
            sample("ulong64", TangoType.DEV_ULONG64, -1L, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40),
            sample("float", TangoType.DEV_FLOAT, 0.1f, -Float.MAX_VALUE, Float.MIN_VALUE, 0, -1.5f, 1e20f),
            sample("double", TangoType.DEV_DOUBLE, 0.1, -Double.MAX_VALUE, Double.MIN_VALUE, 0, -1.5, 1e300),
            sample("string", TangoType.DEV_STRING, "a bc", "", "tab\tnew\nline \\", "x", "0", " "),
            sample(
                    "state",
                    TangoType.DEV_STATE,
                    DevState.FAULT,
                    DevState.ON,
                    DevState.UNKNOWN,
                    DevState.OFF,
                    DevState.ALARM,
                    DevState.INIT));

    private static final List<PeerData> ARGUMENTS = List.of(
            PeerData.of(TangoType.DEV_BOOLEAN, true),
            PeerData.of(TangoType.DEV_SHORT, Short.MIN_VALUE),
            PeerData.of(TangoType.DEV_USHORT, 65535),
            PeerData.of(TangoType.DEV_LONG, Integer.MIN_VALUE),
            PeerData.of(TangoType.DEV_ULONG, 4294967295L),
            PeerData.of(TangoType.DEV_LONG64, Long.MIN_VALUE),
            PeerData.of(TangoType.DEV_ULONG64, -1L),
            PeerData.of(TangoType.DEV_FLOAT, 0.1f),
            PeerData.of(TangoType.DEV_DOUBLE, 0.1),
            PeerData.of(TangoType.DEV_STRING, "a bc"),
            PeerData.of(TangoType.DEV_STATE, DevState.FAULT),
            PeerData.of(TangoType.DEV_UCHAR, 255),
            PeerData.of(TangoType.DEV_ENCODED, new DevEncoded("raw", new byte[] {0, 1, -1})),
            PeerData.of(TangoType.DEVVAR_BOOLEANARRAY, true, false, true),
            PeerData.of(TangoType.DEVVAR_CHARARRAY, 0, 1, 255),
            PeerData.of(TangoType.DEVVAR_SHORTARRAY, Short.MIN_VALUE, 0, Short.MAX_VALUE),
            PeerData.of(TangoType.DEVVAR_USHORTARRAY, 0, 65535),
            PeerData.of(TangoType.DEVVAR_LONGARRAY, Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
            PeerData.of(TangoType.DEVVAR_ULONGARRAY, 0, 4294967295L),
            PeerData.of(TangoType.DEVVAR_LONG64ARRAY, Long.MIN_VALUE, 0, Long.MAX_VALUE),
            PeerData.of(TangoType.DEVVAR_ULONG64ARRAY, 0, -1L),
            PeerData.of(TangoType.DEVVAR_FLOATARRAY, 0.1f, -1.5f, 1e20f),
            PeerData.of(TangoType.DEVVAR_DOUBLEARRAY, 0.1, -1.5, 1e300),
            PeerData.of(TangoType.DEVVAR_STRINGARRAY, "a", "", "b c"),
            PeerData.of(
                    TangoType.DEVVAR_LONGSTRINGARRAY,
                    new DevVarLongStringArray(new int[] {1, -2, 3}, new String[] {"a", ""})),
            PeerData.of(
                    TangoType.DEVVAR_DOUBLESTRINGARRAY,
                    new DevVarDoubleStringArray(new double[] {0.1}, new String[] {"a", "", "b"})));

    /** Every printable character of Latin-1. */
    public static final String LATIN_1 = IntStream.rangeClosed(' ', 0xff)
            .filter(c -> c < 0x7f || c > 0x9f)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    /** What no attribute takes, or what is empty, long or not of ASCII; with {@link #ARGUMENTS} both ends of every type. */
    private static final List<PeerData> EDGES = List.of(
            PeerData.of(TangoType.DEV_BOOLEAN, false),
            PeerData.of(TangoType.DEV_SHORT, Short.MAX_VALUE),
            PeerData.of(TangoType.DEV_USHORT, 0),
            PeerData.of(TangoType.DEV_LONG, Integer.MAX_VALUE),
            PeerData.of(TangoType.DEV_ULONG, 0),
            PeerData.of(TangoType.DEV_LONG64, Long.MAX_VALUE),
            PeerData.of(TangoType.DEV_ULONG64, Long.MIN_VALUE),
            PeerData.of(TangoType.DEV_ULONG64, 0),
            PeerData.of(TangoType.DEV_FLOAT, Float.NaN),
            PeerData.of(TangoType.DEV_FLOAT, Float.POSITIVE_INFINITY),
            PeerData.of(TangoType.DEV_FLOAT, Float.NEGATIVE_INFINITY),
            PeerData.of(TangoType.DEV_FLOAT, -0.0f),
            PeerData.of(TangoType.DEV_FLOAT, Float.MIN_VALUE),
            PeerData.of(TangoType.DEV_FLOAT, Float.MAX_VALUE),
            PeerData.of(TangoType.DEV_DOUBLE, Double.NaN),
            PeerData.of(TangoType.DEV_DOUBLE, Double.POSITIVE_INFINITY),
            PeerData.of(TangoType.DEV_DOUBLE, Double.NEGATIVE_INFINITY),
            PeerData.of(TangoType.DEV_DOUBLE, -0.0),
            PeerData.of(TangoType.DEV_DOUBLE, Double.MIN_VALUE),
            PeerData.of(TangoType.DEV_DOUBLE, Double.MAX_VALUE),
            PeerData.of(TangoType.DEV_STRING, ""),
            PeerData.of(TangoType.DEV_STRING, LATIN_1),
            PeerData.of(TangoType.DEV_STRING, "a line\nand a tab\t\\"),
            PeerData.of(TangoType.DEV_STRING, "\u00e9".repeat(20_000)),
            PeerData.of(TangoType.DEV_STATE, DevState.ON),
            PeerData.of(TangoType.DEV_STATE, DevState.UNKNOWN),
            PeerData.of(TangoType.DEV_UCHAR, 0),
            PeerData.of(TangoType.DEV_UCHAR, 128),
            PeerData.of(TangoType.DEV_ENCODED, new DevEncoded("", new byte[0])),
            PeerData.of(TangoType.DEV_ENCODED, new DevEncoded("a b", new byte[] {0, 127, -128, -1})),
            PeerData.of(TangoType.DEVVAR_BOOLEANARRAY),
            PeerData.of(TangoType.DEVVAR_CHARARRAY),
            PeerData.of(TangoType.DEVVAR_SHORTARRAY),
            PeerData.of(TangoType.DEVVAR_USHORTARRAY),
            PeerData.of(TangoType.DEVVAR_LONGARRAY),
            PeerData.of(TangoType.DEVVAR_ULONGARRAY),
            PeerData.of(TangoType.DEVVAR_LONG64ARRAY),
            PeerData.of(TangoType.DEVVAR_ULONG64ARRAY),
            PeerData.of(TangoType.DEVVAR_FLOATARRAY),
            PeerData.of(TangoType.DEVVAR_DOUBLEARRAY),
            PeerData.of(TangoType.DEVVAR_STRINGARRAY),
            PeerData.of(TangoType.DEVVAR_STRINGARRAY, ""),
            PeerData.of(TangoType.DEVVAR_STRINGARRAY, LATIN_1, "", "x".repeat(5000), "\u00ff"),
            PeerData.of(TangoType.DEVVAR_BOOLEANARRAY, true),
            PeerData.of(TangoType.DEVVAR_FLOATARRAY, Float.NaN, Float.NEGATIVE_INFINITY, -0.0f, Float.MIN_VALUE),
            PeerData.of(TangoType.DEVVAR_DOUBLEARRAY, Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE),
            PeerData.of(
                    TangoType.DEVVAR_CHARARRAY, IntStream.rangeClosed(0, 255).toArray()),
            PeerData.of(
                    TangoType.DEVVAR_LONGARRAY,
                    IntStream.range(0, 20_000).map(i -> i * 107_374).toArray()),
            PeerData.of(
                    TangoType.DEVVAR_LONGSTRINGARRAY, new DevVarLongStringArray(new int[0], new String[] {LATIN_1})),
            PeerData.of(TangoType.DEVVAR_LONGSTRINGARRAY, new DevVarLongStringArray(new int[] {7}, new String[0])),
            PeerData.of(TangoType.DEVVAR_DOUBLESTRINGARRAY, new DevVarDoubleStringArray(new double[0], new String[0])),
            PeerData.of(
                    TangoType.DEVVAR_DOUBLESTRINGARRAY,
                    new DevVarDoubleStringArray(new double[] {Double.NaN}, new String[] {""})));

    private EchoContract() {}

    private static Sample sample(String name, TangoType type, Object... elements) {
        return new Sample(name, type, List.of(elements));
    }

    /** What was written to a scalar comes back as its set value, and as its value if the device keeps what is written. */
    public static List<String> scalars(PeerClient client, boolean kept) {
        Set<String> known = Set.copyOf(client.attributeList());
        List<String> tried = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            String name = sample.name() + "_scalar";
            if (known.contains(name)) {
                for (Object element : sample.elements()) {
                    client.write(name, sample.type(), element);
                    check(client.read(name), sample, DataFormat.SCALAR, 1, 0, kept, element);
                }
                tried.add(name);
            }
        }
        return tried;
    }

    /** What was written to a spectrum comes back as its value and as its set value. */
    public static List<String> spectra(PeerClient client) {
        Set<String> known = Set.copyOf(client.attributeList());
        List<String> tried = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            String name = sample.name() + "_spectrum";
            if (known.contains(name)) {
                for (int length = 6; length > 0; length -= 5) {
                    client.writeSpectrum(name, sample.type(), sample.first(length));
                    check(client.read(name), sample, DataFormat.SPECTRUM, length, 0, true, sample.first(length));
                }
                tried.add(name);
            }
        }
        return tried;
    }

    /**
     * What was written to an image comes back as its value and as its set value.
     *
     * @param but images not to try
     */
    public static List<String> images(PeerClient client, String... but) {
        Collection<String> known = new ArrayList<>(client.attributeList());
        known.removeAll(List.of(but));
        List<String> tried = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            String name = sample.name() + "_image";
            if (known.contains(name)) {
                client.writeImage(name, sample.type(), 3, sample.first(6));
                check(client.read(name), sample, DataFormat.IMAGE, 3, 2, true, sample.first(6));
                tried.add(name);
            }
        }
        return tried;
    }

    /** A spectrum can be empty, and as long as it may be. */
    public static List<String> emptyAndFullSpectra(PeerClient client, int full) {
        Set<String> known = Set.copyOf(client.attributeList());
        List<String> tried = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            String name = sample.name() + "_spectrum";
            if (known.contains(name)) {
                client.writeSpectrum(name, sample.type(), sample.first(full));
                check(client.read(name), sample, DataFormat.SPECTRUM, full, 0, true, sample.first(full));
                client.writeSpectrum(name, sample.type());
                PeerValue empty = client.read(name);
                assertThat(empty)
                        .returns(DataFormat.SPECTRUM, PeerValue::format)
                        .returns(Quality.VALID, PeerValue::quality)
                        .returns(0, PeerValue::dimX)
                        .returns(List.of(), PeerValue::values)
                        .returns(0, PeerValue::writtenDimX)
                        .returns(List.of(), PeerValue::written);
                tried.add(name);
            }
        }
        return tried;
    }

    /** An image can be one row, one column, and as big as it may be. */
    public static List<String> imagesOfEveryShape(PeerClient client, int side) {
        Set<String> known = Set.copyOf(client.attributeList());
        List<String> tried = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            String name = sample.name() + "_image";
            if (known.contains(name)) {
                shape(client, sample, 5, 1);
                shape(client, sample, 1, 5);
                if (sample.type() == TangoType.DEV_USHORT) {
                    shape(client, sample, side, side);
                }
                tried.add(name);
            }
        }
        return tried;
    }

    private static void shape(PeerClient client, Sample sample, int width, int height) {
        String name = sample.name() + "_image";
        Object[] elements = sample.first(width * height);
        client.writeImage(name, sample.type(), width, elements);
        check(client.read(name), sample, DataFormat.IMAGE, width, height, true, elements);
    }

    private static void check(
            PeerValue value, Sample sample, DataFormat format, int x, int y, boolean kept, Object... elements) {
        List<String> expected = PeerData.of(sample.type(), elements).values();
        assertThat(value.type()).as("%s", value).isEqualTo(sample.type());
        assertThat(value.format()).as("%s", value).isEqualTo(format);
        assertThat(value.quality()).as("%s", value).isEqualTo(Quality.VALID);
        assertThat(List.of(value.dimX(), value.dimY(), value.writtenDimX(), value.writtenDimY()))
                .as("%s", value)
                .containsExactly(x, y, x, y);
        assertThat(value.written()).as("%s", value).isEqualTo(expected);
        if (kept) {
            assertThat(value.values()).as("%s", value).isEqualTo(expected);
        }
    }

    /**
     * A command that is called as its argument's type is answers with its argument.
     *
     * @param but types not to try
     */
    public static List<TangoType> commands(PeerClient client, TangoType... but) {
        List<TangoType> tried = answered(client, ARGUMENTS, but);
        assertThat(client.command("DevVoid")).isEqualTo(PeerData.VOID);
        return tried;
    }

    /**
     * What is at the edge of its type comes back as well: no number, no elements, all of Latin-1.
     *
     * @param but types not to try
     * @return the types, as often as they were tried
     */
    public static List<TangoType> edges(PeerClient client, TangoType... but) {
        return answered(client, EDGES, but);
    }

    private static List<TangoType> answered(PeerClient client, List<PeerData> arguments, TangoType... but) {
        Set<String> known = Set.copyOf(client.commandList());
        List<TangoType> tried = new ArrayList<>();
        for (PeerData argument : arguments) {
            TangoType type = argument.type();
            if (known.contains(type.tangoName()) && !List.of(but).contains(type)) {
                assertThat(client.command(type.tangoName(), argument)).isEqualTo(argument);
                tried.add(type);
            }
        }
        return tried;
    }
}
