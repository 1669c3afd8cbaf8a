package org.reactivetango.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peers' programs, as they are in our jar. */
final class Resources {
    private Resources() {}

    /** Writes one to a folder. */
    static Path write(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try (InputStream resource = Resources.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("there is no resource " + name);
            }
            Files.copy(resource, file);
        }
        return file;
    }
}
