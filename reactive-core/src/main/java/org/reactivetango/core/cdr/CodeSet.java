package org.reactivetango.core.cdr;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How {@code char} data travels on a connection: the CORBA code sets that Tango peers use. */
public enum CodeSet {
    /** ISO 8859-1, Tango's convention and the default. */
    LATIN_1(0x00010001, StandardCharsets.ISO_8859_1),
    /** UTF-8, announced by JacORB clients and by omniORB clients of JacORB servers. */
    UTF_8(0x05010001, StandardCharsets.UTF_8);

    private final int registryId;
    private final Charset charset;

    CodeSet(int registryId, Charset charset) {
        this.registryId = registryId;
        this.charset = charset;
    }

    /** Its number in the OSF code set registry. */
    public int registryId() {
        return registryId;
    }

    public Charset charset() {
        return charset;
    }

    /** The code set of that number; Latin-1 for every number we do not speak, so that no byte is ever refused. */
    public static CodeSet ofRegistryId(int registryId) {
        return registryId == UTF_8.registryId ? UTF_8 : LATIN_1;
    }
}
