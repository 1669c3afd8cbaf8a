package org.reactivetango.core.idl;

import java.util.List;

/** What interfaces are called in references and in {@code _is_a}. */
public final class RepositoryIds {
    /** The interface that every CORBA object has. */
    public static final String CORBA_OBJECT = "IDL:omg.org/CORBA/Object:1.0";

    private static final List<String> DEVICES = List.of(
            "IDL:Tango/Device:1.0",
            "IDL:Tango/Device_2:1.0",
            "IDL:Tango/Device_3:1.0",
            "IDL:Tango/Device_4:1.0",
            "IDL:Tango/Device_5:1.0",
            "IDL:Tango/Device_6:1.0");

    private RepositoryIds() {}

    /** The newest version of the interface {@code Device} that there is. */
    public static int newestDevice() {
        return DEVICES.size();
    }

    /** The interface of a device of that version, from 1. */
    public static String device(int version) {
        return DEVICES.get(version - 1);
    }

    /** The version of {@code Device} that a repository id means, from 1; 0 for everything else. */
    public static int deviceVersion(String repositoryId) {
        return DEVICES.indexOf(repositoryId) + 1;
    }

    /** What a device of that version answers to {@code _is_a}: it has its own interface and all that came before. */
    public static boolean isA(int version, String repositoryId) {
        int asked = deviceVersion(repositoryId);
        return asked == 0 ? repositoryId.equals(CORBA_OBJECT) : asked <= version;
    }
}
