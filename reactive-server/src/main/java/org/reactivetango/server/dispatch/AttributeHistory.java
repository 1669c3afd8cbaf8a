package org.reactivetango.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.idl.AttributeValue3;
import org.reactivetango.core.idl.DevAttrHistory;
import org.reactivetango.core.idl.DevAttrHistory3;
import org.reactivetango.core.idl.DevAttrHistory4;
import org.reactivetango.core.idl.DevAttrHistory5;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.ReadAttributeHistory;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.idl.TypeCode;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * What was polled of an attribute, in all the forms in which clients ask for it.
 *
 * @param records oldest first
 */
record AttributeHistory(Attribute attribute, List<AttributeAnswer> records) {
    /**
     * The newest records.
     *
     * @throws DevFailedException if there is no such attribute, or if it is not polled, or not yet
     */
    static AttributeHistory of(
            Device device, ReadAttributeHistory wanted, Operation<ReadAttributeHistory, ?> operation) {
        String origin = "Device_" + operation.idlVersion() + "Impl::" + operation.name();
        Attribute attribute = device.attribute(wanted.name());
        if (attribute == null) {
            throw Failures.attributeNotFound(wanted.name(), "MultiAttribute::get_attr_by_name");
        }
        PolledAttribute polled = attribute.polled();
        if (polled == null) {
            throw DevFailedException.of(Reasons.ATTR_NOT_POLLED, "Attribute " + wanted.name() + " not polled", origin);
        }
        return new AttributeHistory(attribute, polled.history(wanted.n(), wanted.name(), origin));
    }

    /** As in IDL 2, which has one dimension for what was read and none for what was set. */
    List<DevAttrHistory> records2() {
        return records.stream()
                .map(record -> new DevAttrHistory(
                        !record.errors().isEmpty(),
                        new AttributeValue(
                                values(List.of(record)),
                                record.quality(),
                                TimeVal.of(record.time()),
                                attribute.name(),
                                record.readDim().dimX(),
                                record.readDim().dimY()),
                        record.errors()))
                .toList();
    }

    List<DevAttrHistory3> records3() {
        return records.stream()
                .map(record -> new DevAttrHistory3(
                        !record.errors().isEmpty(),
                        new AttributeValue3(
                                values(List.of(record)),
                                record.quality(),
                                TimeVal.of(record.time()),
                                attribute.name(),
                                record.readDim(),
                                record.setDim(),
                                record.errors())))
                .toList();
    }

    DevAttrHistory4 runs4() {
        DevAttrHistory5 history = runs5();
        return new DevAttrHistory4(
                history.name(),
                history.dates(),
                history.value(),
                history.quals(),
                history.qualsArray(),
                history.rDims(),
                history.rDimsArray(),
                history.wDims(),
                history.wDimsArray(),
                history.errors(),
                history.errorsArray());
    }

    DevAttrHistory5 runs5() {
        HistoryRuns<Quality> qualities = HistoryRuns.of(records, AttributeAnswer::quality);
        HistoryRuns<AttributeDim> readDims = HistoryRuns.of(records, AttributeAnswer::readDim);
        HistoryRuns<AttributeDim> setDims = HistoryRuns.of(records, AttributeAnswer::setDim);
        HistoryRuns<List<DevError>> errors = HistoryRuns.of(records, AttributeHistory::errors);
        return new DevAttrHistory5(
                attribute.name(),
                attribute.config().format(),
                type().code(),
                records.stream().map(record -> TimeVal.of(record.time())).toList(),
                values(records),
                qualities.values(),
                qualities.runs(),
                readDims.values(),
                readDims.runs(),
                setDims.values(),
                setDims.runs(),
                errors.values(),
                errors.runs());
    }

    private TangoType type() {
        return attribute.config().type();
    }

    private static @Nullable List<DevError> errors(AttributeAnswer record) {
        return record.errors().isEmpty() ? null : record.errors();
    }

    /** Read and set values of the newest record first. */
    private Any values(List<AttributeAnswer> of) {
        List<Object> parts = new ArrayList<>();
        for (int i = of.size() - 1; i >= 0; i--) {
            Object value = of.get(i).value();
            Object setValue = of.get(i).setValue();
            if (value != null) {
                parts.add(value);
            }
            if (setValue != null) {
                parts.add(setValue);
            }
        }
        return parts.isEmpty() ? Any.VOID : new Any(TypeCode.ofSequence(type()), HistoryRuns.joined(type(), parts));
    }
}
