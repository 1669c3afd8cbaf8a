package org.reactivetango.core.ior;

import java.util.Arrays;
import java.util.List;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;

/**
 * The code sets a server understands (component 1), as numbers of the OSF registry. Immutable.
 *
 * @param nativeChar what the server itself uses for {@code char} data
 * @param charConversions what else it accepts for {@code char} data
 * @param nativeWchar the same for {@code wchar} data, which Tango has none of
 * @param wcharConversions the same for {@code wchar} data
 */
public record CodeSetComponent(
        int nativeChar, List<Integer> charConversions, int nativeWchar, List<Integer> wcharConversions) {

    /** UTF-16, for {@code wchar} data. */
    public static final int UTF_16 = 0x00010109;

    /** What our servers publish: byte for byte what omniORB's do. Latin-1, or UTF-8 on request. */
    public static final CodeSetComponent PUBLISHED = new CodeSetComponent(
            CodeSet.LATIN_1.registryId(), List.of(CodeSet.UTF_8.registryId()), UTF_16, List.of(UTF_16));

    public CodeSetComponent {
        charConversions = List.copyOf(charConversions);
        wcharConversions = List.copyOf(wcharConversions);
    }

    /** Interprets a component with {@link TaggedComponent#TAG_CODE_SETS}. */
    public static CodeSetComponent of(TaggedComponent component) {
        return Encapsulation.read(component.data(), CodeSetComponent::decode);
    }

    /** This as a part of an {@link IiopProfile}. */
    public TaggedComponent toTagged() {
        return new TaggedComponent(TaggedComponent.TAG_CODE_SETS, Encapsulation.write(this::encode));
    }

    /**
     * What a client of ours, native in Latin-1, sends to this server and announces in its first GIOP 1.2 request. As
     * omniORB chooses: the server's native set if we speak it, so UTF-8 for JacORB; else what it can convert from; else
     * UTF-8, which every ORB has to understand. To a server <em>without</em> this component nothing is announced and
     * Latin-1 is sent.
     */
    public CodeSet transmissionCodeSet() {
        if (nativeChar == CodeSet.LATIN_1.registryId()) {
            return CodeSet.LATIN_1;
        }
        boolean latin1OnRequest = charConversions.contains(CodeSet.LATIN_1.registryId());
        return nativeChar != CodeSet.UTF_8.registryId() && latin1OnRequest ? CodeSet.LATIN_1 : CodeSet.UTF_8;
    }

    private static CodeSetComponent decode(CdrReader in) {
        int nativeChar = in.readLong();
        List<Integer> charConversions = readIds(in);
        int nativeWchar = in.readLong();
        return new CodeSetComponent(nativeChar, charConversions, nativeWchar, readIds(in));
    }

    private static List<Integer> readIds(CdrReader in) {
        return Arrays.stream(in.readLongs()).boxed().toList();
    }

    private void encode(CdrWriter out) {
        out.writeLong(nativeChar);
        writeIds(charConversions, out);
        out.writeLong(nativeWchar);
        writeIds(wcharConversions, out);
    }

    private static void writeIds(List<Integer> ids, CdrWriter out) {
        out.writeLongs(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
