package org.reactivetango.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program on cppTango, client and server in one. */
final class CppProgram {
    private static final Path HEADER = Path.of("/usr/include/tango/tango.h");
    private static final List<String> FLAGS = List.of("-O2", "-std=c++14", "-w");
    private static final List<String> PKG_CONFIG = List.of("pkg-config", "--cflags", "--libs", "tango");

    private final Path folder;

    CppProgram(Path folder) {
        this.folder = folder;
    }

    /** The program, compiled. */
    String compiled() throws Missing, IOException, InterruptedException {
        Path program = folder.resolve("peer");
        if (!Files.exists(program)) {
            compile(Resources.write("peer.cpp", folder), program);
        }
        return program.toString();
    }

    private static void compile(Path source, Path program) throws Missing, IOException, InterruptedException {
        if (!Files.exists(HEADER)) {
            throw new Missing("cppTango cannot be compiled against (Debian packages g++, pkg-config, libtango-dev)");
        }
        List<String> command = new ArrayList<>(List.of("g++"));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", program.toString(), source.toString()));
        command.addAll(Arrays.asList(output(PKG_CONFIG).trim().split("\\s+", -1)));
        output(command);
    }

    private static String output(List<String> command) throws Missing, IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notThere) {
            throw new Missing(command.get(0) + " is not installed (Debian packages g++, pkg-config, libtango-dev)");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed:\n" + said);
        }
        return said;
    }
}
