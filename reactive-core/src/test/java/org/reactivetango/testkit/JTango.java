package org.reactivetango.testkit;

/** The peer on the JVM. It has to run in a JVM of its own: {@code java -cp <class path> ...}. */
public final class JTango {
    /** A device server with an attribute of every type; its arguments are {@code <instance> NODB <port>}. */
    public static final String TEST_SERVER = "org.tango.server.testserver.JTangoTest";

    private JTango() {}

    /** The class path that the build made for it, in the modules which talk to it. */
    public static String classPath() {
        String classPath = System.getProperty("jtango.classpath");
        if (classPath == null) {
            throw new IllegalStateException(
                    "jtango.classpath is not set: outside the build, run mvn generate-test-resources and set it to"
                            + " target/jtango/* of the module");
        }
        return classPath;
    }
}
