package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.DeviceName;
import reactor.core.publisher.Mono;

class DeviceEntriesTest {
    private static final DeviceDefinition<String> CLASS =
            DeviceDefinition.<String>named("Cls", context -> Mono.just("")).build();

    @Test
    void oneThatIsAddedToStaysAsItIs() {
        DeviceEntries first = with(DeviceEntries.NONE, "a/b/1");
        DeviceEntries second = with(first, "a/b/2");

        assertThat(DeviceEntries.NONE.list()).isEmpty();
        assertThat(names(first)).containsExactly("a/b/1");
        assertThat(names(second)).containsExactly("a/b/1", "a/b/2");
    }

    @Test
    void twoMadeOfTheSameDoNotKnowOfEachOther() {
        DeviceEntries first = with(DeviceEntries.NONE, "a/b/1");
        DeviceEntries left = with(first, "a/b/2");
        DeviceEntries right = with(with(first, "a/b/3"), "a/b/2");

        assertThat(names(left)).containsExactly("a/b/1", "a/b/2");
        assertThat(names(right)).containsExactly("a/b/1", "a/b/3", "a/b/2");
    }

    @Test
    void noNameTwiceInAnyCase() {
        DeviceEntries two = with(with(DeviceEntries.NONE, "a/b/1"), "a/B/2");

        assertThat(two.with(new DeviceName("A/b/1"), CLASS)).isNull();
        assertThat(two.with(new DeviceName("a/b/2"), CLASS)).isNull();
        assertThat(names(two)).containsExactly("a/b/1", "a/B/2");
        assertThat(names(with(two, "a/b/3"))).containsExactly("a/b/1", "a/B/2", "a/b/3");
    }

    private static DeviceEntries with(DeviceEntries entries, String name) {
        return Objects.requireNonNull(entries.with(new DeviceName(name), CLASS));
    }

    private static List<String> names(DeviceEntries entries) {
        return entries.list().stream().map(entry -> entry.name().text()).toList();
    }
}
