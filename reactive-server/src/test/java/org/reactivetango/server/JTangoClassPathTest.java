package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.testkit.JTango;

/** The peer can be started from what the build copied, and is on no class path of ours. */
class JTangoClassPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fr.esrf.TangoApi.DeviceProxy",
                "fr.esrf.TangoApi.Group.Group",
                "org.omg.CosNotification.StructuredEvent",
                "org.tango.server.ServerManager",
                JTango.TEST_SERVER
            })
    void hasTheClassAndWeHaveNot(String name) throws Exception {
        try (URLClassLoader jtango = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            assertThat(Class.forName(name, false, jtango).getClassLoader()).isSameAs(jtango);
        }
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    private static URL[] jars() throws Exception {
        List<URL> jars = new ArrayList<>();
        Path directory = Path.of(JTango.classPath()).getParent();
        try (var files = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : files) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
