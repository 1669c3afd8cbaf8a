package org.reactivetango.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs on PyTango. */
final class PythonPrograms {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path PYTANGO = Path.of("/usr/lib/python3/dist-packages/tango/__init__.py");

    private final Path folder;

    PythonPrograms(Path folder) {
        this.folder = folder;
    }

    List<String> command(String program) throws Missing, IOException {
        if (!Files.isExecutable(PYTHON) || !Files.exists(PYTANGO)) {
            throw new Missing("PyTango is not installed (Debian package python3-tango)");
        }
        return List.of(PYTHON.toString(), Resources.write(program, folder).toString());
    }
}
