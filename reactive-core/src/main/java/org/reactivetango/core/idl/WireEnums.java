package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.WriteType;

/** The constants of the model's enums by their number on the wire, kept so that decoding does not copy them each time. */
final class WireEnums {
    static final DevState[] STATES = DevState.values();
    static final Quality[] QUALITIES = Quality.values();
    static final DataFormat[] FORMATS = DataFormat.values();
    static final WriteType[] WRITE_TYPES = WriteType.values();
    static final DisplayLevel[] LEVELS = DisplayLevel.values();
    static final DevSource[] SOURCES = DevSource.values();
    static final ErrSeverity[] SEVERITIES = ErrSeverity.values();

    static final CdrCodec<DevState> STATE = CdrCodec.ofEnum(DevState.class);
    static final CdrCodec<Quality> QUALITY = CdrCodec.ofEnum(Quality.class);

    private WireEnums() {}
}
