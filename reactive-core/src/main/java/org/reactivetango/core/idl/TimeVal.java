package org.reactivetango.core.idl;

import java.time.Instant;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A date on the wire: the structure {@code TimeVal}. Peers are known to send garbage in it, so nothing here is ever refused.
 *
 * @param tvSec seconds since 1970, negative before
 * @param tvUsec microseconds, in a well-formed one 0 to 999,999
 * @param tvNsec nanoseconds below the microsecond, in a well-formed one 0 to 999
 */
public record TimeVal(int tvSec, int tvUsec, int tvNsec) {
    /** The layout of the structure. */
    public static final CdrCodec<TimeVal> CODEC = CdrCodec.of(12, TimeVal::decode, TimeVal::encode);

    /** What stands where there is no date. */
    public static final TimeVal ZERO = new TimeVal(0, 0, 0);

    static TimeVal decode(CdrReader in) {
        return new TimeVal(in.readLong(), in.readLong(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeLong(tvSec);
        out.writeLong(tvUsec);
        out.writeLong(tvNsec);
    }

    /** The date as the wire can hold it: seconds that do not fit into 32 bits become the nearest that do. */
    public static TimeVal of(Instant date) {
        return new TimeVal(seconds(date.getEpochSecond()), date.getNano() / 1000, date.getNano() % 1000);
    }

    /** The date, whatever the fields are: microseconds beyond a second count on. */
    public Instant toInstant() {
        return Instant.ofEpochSecond(tvSec, tvUsec * 1000L + tvNsec);
    }

    /** Writes {@link #of} without a record in between. */
    public static void encode(Instant date, CdrWriter out) {
        out.writeLong(seconds(date.getEpochSecond()));
        out.writeLong(date.getNano() / 1000);
        out.writeLong(date.getNano() % 1000);
    }

    private static int seconds(long seconds) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, seconds));
    }
}
