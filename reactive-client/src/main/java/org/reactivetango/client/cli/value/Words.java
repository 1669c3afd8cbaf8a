package org.reactivetango.client.cli.value;

import java.util.List;

/**
 * A value as it stands on a command line.
 *
 * @param all its words
 * @param separator how many of them stand before a {@code --}, negative if there is none
 * @param width elements in a row of an image whose rows are not separated, 0 if they are
 * @param empty whether an array without elements is meant
 */
public record Words(List<String> all, int separator, int width, boolean empty) {
    public Words {
        all = List.copyOf(all);
    }

    /** Plain words. */
    public static Words of(String... words) {
        return new Words(List.of(words), -1, 0, false);
    }

    /** Parts in front of and behind the separator, together everything if there is none. */
    Words before() {
        return separator < 0 ? this : new Words(all.subList(0, separator), -1, width, empty);
    }

    Words behind() {
        return new Words(separator < 0 ? List.of() : all.subList(separator, all.size()), -1, width, empty);
    }
}
