package org.reactivetango.server.dispatch;

import java.lang.reflect.Array;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDataType;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Image;

/** What a client wrote, as the attribute's Java type. */
final class WrittenValue {
    private static final String ORIGIN = "WAttribute::check_written_value()";

    private WrittenValue() {}

    /**
     * The value as the attribute's handler takes it.
     *
     * @throws DevFailedException if type or size do not fit the attribute
     */
    static Object of(Attribute attribute, AttrValUnion union, AttributeDim dim) {
        AttributeDataType expected = AttributeDataType.of(attribute.type().element());
        if (union.type() == AttributeDataType.DEVICE_STATE && expected == AttributeDataType.ATT_STATE) {
            return union.value();
        }
        if (union.type() != expected) {
            throw DevFailedException.of(
                    Reasons.INCOMPATIBLE_ATTR_DATA_TYPE,
                    "Incompatible attribute type, expected type is : Tango::" + arrayName(attribute)
                            + " (even for single value)",
                    ORIGIN);
        }
        DataFormat format = attribute.config().format();
        boolean array = union.value().getClass().isArray();
        int length = array ? Array.getLength(union.value()) : 1;
        int x = dim.dimX();
        int y = dim.dimY();
        if (format == DataFormat.SCALAR) {
            if (length < 1) {
                throw wrongNumber(attribute, length, 1);
            }
            return array ? Array.get(union.value(), 0) : union.value();
        }
        attribute.limits().checkSize(x, y);
        // What comes without rows is one row: other servers count its elements so.
        int rows = format == DataFormat.SPECTRUM || (y == 0 && x > 0) ? 1 : y;
        long wanted = (long) x * rows;
        if (x < 0 || y < 0 || wanted != length) {
            throw wrongNumber(attribute, length, wanted);
        }
        return format == DataFormat.IMAGE ? new Image<>(union.value(), x, rows) : union.value();
    }

    private static String arrayName(Attribute attribute) {
        return switch (attribute.type().element()) {
            case DEV_UCHAR -> "DevVarCharArray";
            case DEV_ENUM -> "DevVarShortArray";
            default -> attribute.type().element().tangoName().replace("Dev", "DevVar") + "Array";
        };
    }

    private static DevFailedException wrongNumber(Attribute attribute, long given, long wanted) {
        return DevFailedException.of(
                Reasons.ATTR_INCORRECT_DATA_NUMBER,
                "Incorrect data number for attribute " + attribute.name() + ": " + given + " elements given, " + wanted
                        + " expected",
                ORIGIN);
    }
}
