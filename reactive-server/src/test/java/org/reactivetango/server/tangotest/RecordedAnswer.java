package org.reactivetango.server.tangotest;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.idl.AttributeValue3;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.UserException;

/**
 * What a reply says, as text that is the same for two TangoTests that do the same: everything but times and the values
 * that are made up.
 */
final class RecordedAnswer {
    private static final List<String> NOT_RANDOM = List.of("boolean_scalar", "string_scalar");

    private RecordedAnswer() {}

    static String of(String operation, CapturedMessage reply) {
        CdrReader body = reply.body();
        String said = switch (reply.replyStatus()) {
            case 0 -> text(result(operation, body));
            case 1 -> text(UserException.decode(body));
            case 2 -> SystemException.CODEC.decode(body).toString();
            default -> "status " + reply.replyStatus();
        };
        return "GIOP 1." + reply.minorVersion() + ", " + reply.requestId() + ": " + said
                + (body.remaining() == 0 ? "" : " and " + body.remaining() + " bytes");
    }

    private static Object result(String name, CdrReader body) {
        Operation<?, ?> operation = Operations.find(name);
        if (operation == null) {
            throw new IllegalArgumentException("unknown operation " + name);
        }
        return operation.decodeResult(body);
    }

    private static String text(DevFailedException failure) {
        return "failed " + failure.errors() + " " + failure.failures();
    }

    private static String text(Object result) {
        if (result instanceof List<?> list) {
            return list.stream().map(RecordedAnswer::text).toList().toString();
        }
        if (result instanceof AttributeValue value) {
            AttributeDim dim = new AttributeDim(value.dimX(), value.dimY());
            return value.name() + " " + value.value().type()
                    + values(value.name(), value.value().value(), dim) + " " + value.quality() + " " + dim;
        }
        if (result instanceof AttributeValue3 value) {
            return value.name() + " " + value.value().type()
                    + values(value.name(), value.value().value(), value.rDim()) + " " + value.quality() + " "
                    + value.rDim() + value.wDim() + value.errList();
        }
        if (result instanceof AttributeValue4 value) {
            return value.name() + " " + value.value().type()
                    + values(value.name(), value.value().value(), value.rDim()) + " " + value.quality() + " "
                    + value.dataFormat() + value.rDim() + value.wDim() + value.errList();
        }
        if (result instanceof AttributeValue5 value) {
            return value.name() + " " + value.value().type()
                    + values(value.name(), value.value().value(), value.rDim()) + " " + value.quality() + " "
                    + value.dataType() + value.dataFormat() + value.rDim() + value.wDim() + value.errList();
        }
        return result.toString();
    }

    /** All values; of an attribute whose values are random their number, and the set values behind them. */
    private static String values(String attribute, Object values, AttributeDim read) {
        if (values == null || !values.getClass().isArray()) {
            return "[" + values + "]";
        }
        int length = Array.getLength(values);
        int random = isRandom(attribute) ? read.dimX() * Math.max(1, read.dimY()) : 0;
        List<Object> shown = new ArrayList<>();
        for (int i = random; i < length; i++) {
            shown.add(Array.get(values, i));
        }
        return length + " " + shown;
    }

    private static boolean isRandom(String attribute) {
        return (attribute.endsWith("_scalar") && !NOT_RANDOM.contains(attribute))
                || attribute.endsWith("_ro")
                || attribute.endsWith("_rww")
                || attribute.equals("wave");
    }
}
