package org.reactivetango.core.fuzz;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.ior.CodeSetComponent;
import org.reactivetango.core.ior.Corbaloc;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.ior.StringifiedIor;

/** References, as bytes and as text: read to the last component, and the same again when they are printed and parsed. */
final class IorProbe implements Probe {
    private static final int MAX_NESTING = 32;

    @Override
    public boolean takes(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        String text = new String(input, (input[0] & 0x80) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        boolean taken = takesBinary(input);
        taken |= takesStringified(text);
        taken |= takesCorbaloc(text);
        return taken;
    }

    /** As in a LOCATION_FORWARD, the first octet saying which byte order. */
    private static boolean takesBinary(byte[] input) {
        CdrReader in = new CdrReader(MAX_NESTING)
                .wrap(Unpooled.wrappedBuffer(input), 0, 1, input.length, (input[0] & 1) != 0, CodeSet.LATIN_1);
        try {
            interpret(Ior.CODEC.decode(in));
            return true;
        } catch (Remote refused) {
            return false;
        }
    }

    private static boolean takesStringified(String text) {
        Ior ior;
        try {
            ior = StringifiedIor.parse(text);
        } catch (Remote refused) {
            return false;
        }
        try {
            interpret(ior);
        } catch (Remote malformedProfile) {
            // A reference is read before its profiles are.
        }
        checkPrinted(ior);
        return true;
    }

    private static void checkPrinted(Ior ior) {
        // A NUL within a string cannot be written; nobody prints what he was sent.
        if (ior.typeId().indexOf('\0') < 0) {
            Ior back = StringifiedIor.parse(StringifiedIor.print(ior));
            if (!back.equals(ior)) {
                throw new AssertionError(ior + " became " + back);
            }
        }
    }

    private static void interpret(Ior ior) {
        for (IiopProfile profile : ior.iiopProfiles()) {
            if (!profile.addresses().get(0).equals(profile.address())) {
                throw new AssertionError("its own address comes first, not " + profile.addresses());
            }
            profile.codeSets().ifPresent(CodeSetComponent::transmissionCodeSet);
            if (profile.isReactiveTango() && profile.orbType().isEmpty()) {
                throw new AssertionError("ours without saying so: " + profile);
            }
        }
    }

    private static boolean takesCorbaloc(String text) {
        Corbaloc corbaloc;
        try {
            corbaloc = Corbaloc.parse(text);
        } catch (IllegalArgumentException refused) {
            return false;
        }
        Corbaloc back = Corbaloc.parse(corbaloc.toString());
        if (!back.equals(corbaloc)) {
            throw new AssertionError(corbaloc + " became " + back);
        }
        Ior ior = corbaloc.toIor();
        interpret(ior);
        checkPrinted(ior);
        return true;
    }
}
