package org.reactivetango.core.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ByteNameTableTest {
    @Test
    void exactTablesTellCaseApart() {
        ByteNameTable<Integer> table =
                ByteNameTable.<Integer>exact().with("sys/tg_test/1", 1).with("SYS/TG_TEST/1", 2);
        assertThat(table.size()).isEqualTo(2);
        assertThat(lookUp(table, "sys/tg_test/1")).isEqualTo(1);
        assertThat(lookUp(table, "SYS/TG_TEST/1")).isEqualTo(2);
        assertThat(lookUp(table, "Sys/tg_test/1")).isNull();
    }

    @Test
    void ignoringTablesDoNotAndKeepTheNameAsItWasPutIn() {
        ByteNameTable<Integer> table = ByteNameTable.<Integer>ignoringCase().with("DevVarDoubleArray", 1);
        ByteBuf name = latin1("devvarDOUBLEarray");
        assertThat(table.get(name, 0, name.readableBytes())).isEqualTo(1);
        assertThat(table.nameOf(name, 0, name.readableBytes())).isEqualTo("DevVarDoubleArray");
        assertThat(table.get("DEVVARDOUBLEARRAY")).isEqualTo(1);
        assertThat(table.with("devvardoublearray", 2).size()).isEqualTo(1);
        assertThat(table.with("devvardoublearray", 2).get("DevVarDoubleArray")).isEqualTo(2);
    }

    // Exactly the 26 letters fold: not their neighbours in ASCII, and nothing beyond it.
    @Test
    void foldingIsAsciiFolding() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                boolean same = fold(a) == fold(b);
                for (String prefix : List.of("", "seven..", "eight...", "exactly twenty-four.....")) {
                    ByteNameTable<Integer> table =
                            ByteNameTable.<Integer>ignoringCase().with(prefix + (char) a, 1);
                    assertThat(table.get(prefix + (char) b) != null)
                            .as("%d and %d", a, b)
                            .isEqualTo(same);
                }
            }
        }
    }

    @Test
    void aPrefixIsAnotherName() {
        ByteNameTable<Integer> table =
                ByteNameTable.<Integer>exact().with("ping", 1).with("12345678", 8);
        assertThat(lookUp(table, "pin")).isNull();
        assertThat(lookUp(table, "ping\0")).isNull();
        assertThat(lookUp(table, "")).isNull();
        assertThat(lookUp(table, "12345678\0")).isNull();
        assertThat(lookUp(table.with("", 0), "")).isZero();
    }

    @Test
    void changedCopiesLeaveTheTableAsItWas() {
        ByteNameTable<Integer> empty = ByteNameTable.exact();
        ByteNameTable<Integer> one = empty.with("a", 1);
        ByteNameTable<Integer> two = one.with("b", 2);
        assertThat(empty.size()).isZero();
        assertThat(one.names()).containsExactly("a");
        assertThat(two.values()).containsExactlyInAnyOrder(1, 2);
        assertThat(two.without("a").names()).containsExactly("b");
        assertThat(two.without("c")).isSameAs(two);
        assertThat(two.get("a")).isEqualTo(1);
    }

    @Test
    void namesOutsideLatin1CannotBeAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteNameTable.exact().with("\u20ac", 1));
        assertThat(ByteNameTable.<Integer>exact().with("?", 1).get("\u20ac")).isNull();
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itAnswersAsAMapWould(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean ignoreCase = random.nextBoolean();
        Map<String, Integer> map = new HashMap<>();
        ByteNameTable<Integer> table = ignoreCase ? ByteNameTable.ignoringCase() : ByteNameTable.exact();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            names.add(name(random));
        }
        for (int round = 0; round < 600; round++) {
            String name = names.get(random.nextInt(names.size()));
            String key = ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
            if (random.nextInt(3) == 0) {
                map.remove(key);
                table = table.without(name);
            } else {
                map.put(key, round);
                table = table.with(name, round);
            }
            assertThat(table.size()).as("seed %d", seed).isEqualTo(map.size());
        }
        for (String name : names) {
            Integer expected = map.get(ignoreCase ? name.toLowerCase(Locale.ROOT) : name);
            assertThat(lookUp(table, name)).as("seed %d, %s", seed, name).isEqualTo(expected);
            assertThat(table.get(name)).as("seed %d, %s", seed, name).isEqualTo(expected);
        }
    }

    @Test
    void manyNamesAtOnce() {
        Map<String, Integer> devices = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            devices.put("sys/tg_test/" + i, i);
        }
        ByteNameTable<Integer> table = ByteNameTable.<Integer>exact().withAll(devices);
        assertThat(table.size()).isEqualTo(10_000);
        devices.forEach((name, value) -> assertThat(lookUp(table, name)).isEqualTo(value));
    }

    private static String name(SplittableRandom random) {
        int length = random.nextInt(45);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append("aAbBzZ/@[_`{19".charAt(random.nextInt(14)));
        }
        return name.toString();
    }

    private static int fold(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** Looks up in place, somewhere in a larger buffer. */
    private static @Nullable Integer lookUp(ByteNameTable<Integer> table, String name) {
        ByteBuf buffer = latin1("xyz" + name + "tail of the buffer");
        ByteBuf alone = latin1(name);
        Integer found = table.get(alone, 0, name.length());
        assertThat(table.get(buffer, 3, name.length())).isEqualTo(found);
        return found;
    }

    private static ByteBuf latin1(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
