package org.reactivetango.core.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.DevPipeData;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.TypeCode;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.idl.WireTypes;
import org.reactivetango.core.ior.Ior;

/** What is fuzzed: the decoders that bytes from the network reach, each with what must hold and inputs to begin with. */
enum Target {
    /** Assembler, views, records, operations and their results as they come over a connection. */
    GIOP(GiopProbe::new, Seeds::giop),
    /** References as bytes and as text, corbaloc. */
    IOR(IorProbe::new, Seeds::ior),
    /** The arguments and the result of every operation. */
    OPERATIONS(() -> new CodecProbe(Codecs.OPERATIONS), Seeds::operations),
    /** What can be anything: Any, TypeCode, unions, blobs in blobs. */
    ANY(() -> new CodecProbe(Codecs.ANYTHING), Seeds::anything),
    /** Every structure by itself, those of events among them, and exceptions. */
    STRUCTS(() -> new CodecProbe(Codecs.STRUCTS), Seeds::structs),
    /** Names of devices and attributes. */
    URL(UrlProbe::new, Seeds::url),
    /** Messages of publishers, topics, subscription calls. */
    EVENTS(EventProbe::new, Seeds::events);

    private final Supplier<Probe> probe;
    private final Supplier<List<byte[]>> seeds;

    Target(Supplier<Probe> probe, Supplier<List<byte[]>> seeds) {
        this.probe = probe;
        this.seeds = seeds;
    }

    Probe probe() {
        return probe.get();
    }

    /** Well-formed inputs. */
    List<byte[]> seeds() {
        return seeds.get();
    }

    /** The codecs that an input of a {@link CodecProbe} chooses from, by their place in the list. */
    static final class Codecs {
        static final List<CdrCodec<?>> OPERATIONS = operations();

        static final List<CdrCodec<?>> ANYTHING = List.of(
                Any.CODEC,
                CdrCodec.of(4, TypeCode::decode, TypeCode::encode),
                AttrValUnion.CODEC,
                AttrValUnion.BOXING,
                DevPipeData.CODEC);

        static final List<WireTypes> WIRE_TYPES = WireTypes.all().toList();
        static final List<CdrCodec<?>> STRUCTS = structs();

        private Codecs() {}

        static int arguments(Operation<?, ?> operation) {
            return OPERATIONS.indexOf(operation.arguments());
        }

        static int result(Operation<?, ?> operation) {
            return OPERATIONS.indexOf(operation.result());
        }

        private static List<CdrCodec<?>> operations() {
            List<CdrCodec<?>> codecs = new ArrayList<>();
            for (Operation<?, ?> operation : Operations.ALL) {
                codecs.add(operation.arguments());
                codecs.add(operation.result());
            }
            return codecs.stream().distinct().toList();
        }

        private static List<CdrCodec<?>> structs() {
            List<CdrCodec<?>> codecs = new ArrayList<>();
            WIRE_TYPES.forEach(type -> codecs.add(type.codec()));
            codecs.add(CdrCodec.of(9, UserException::decode, UserException::encode));
            codecs.add(SystemException.CODEC);
            codecs.add(Ior.CODEC);
            if (codecs.size() > 256) {
                throw new Local("one octet no longer chooses among " + codecs.size() + " codecs");
            }
            return List.copyOf(codecs);
        }
    }
}
