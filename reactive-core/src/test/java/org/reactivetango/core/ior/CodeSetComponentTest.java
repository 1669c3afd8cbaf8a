package org.reactivetango.core.ior;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.cdr.CodeSet;

final class CodeSetComponentTest {
    @ParameterizedTest
    @CsvSource({
        // native,    conversions,           what we send
        "0x00010001, '0x05010001',            LATIN_1",
        "0x00010001, '',                      LATIN_1",
        "0x05010001, '0x00010001 0x0001000f', UTF_8",
        "0x05010001, '',                      UTF_8",
        "0x0001000f, '0x05010001 0x00010001', LATIN_1",
        "0x0001000f, '0x05010001',            UTF_8",
        "0x0001000f, '',                      UTF_8",
    })
    void whatAClientSends(String nativeChar, String conversions, CodeSet expected) {
        List<Integer> ids = Stream.of(conversions.split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(Integer::decode)
                .toList();
        CodeSetComponent component =
                new CodeSetComponent(Integer.decode(nativeChar), ids, CodeSetComponent.UTF_16, List.of());
        assertThat(component.transmissionCodeSet()).isEqualTo(expected);
        assertThat(CodeSetComponent.of(component.toTagged())).isEqualTo(component);
    }
}
