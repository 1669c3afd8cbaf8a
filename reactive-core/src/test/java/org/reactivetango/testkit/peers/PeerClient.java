package org.reactivetango.testkit.peers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * A client of another implementation, in a process of its own, with one device proxy at a time. Every call does what the
 * method of that name does in the peer's own library, waits until it is done, and throws {@link PeerFailed} if the peer
 * does; one thread at a time may call.
 */
public abstract sealed class PeerClient implements AutoCloseable permits PyTangoClient, JTangoClient {
    private final PeerProcess process;

    PeerClient(PeerProcess.Builder program) {
        process = program.readsInput().start();
        try {
            process.awaitLine("the client program", line -> line.startsWith(LineProtocol.READY));
        } catch (PeerProcessException e) {
            process.close();
            throw e;
        }
    }

    /** Makes a proxy for a device, which all other calls are for. */
    public void deviceProxy(String url) {
        call("device_proxy", url);
    }

    public void ping() {
        call("ping");
    }

    /** {@code dev_class}, {@code server_id}, {@code server_host}, {@code server_version}, {@code doc_url}, {@code dev_type}. */
    public Map<String, String> info() {
        return map(call("info"));
    }

    /** The name of the device as the client knows it. */
    public String name() {
        return single(call("name"));
    }

    public String description() {
        return single(call("description"));
    }

    /** The name of the admin device, of which the clients make a URL; JTango's has the name of the host. */
    public String adminName() {
        return single(call("adm_name"));
    }

    public DevState state() {
        return DevState.valueOf(single(call("state")));
    }

    public String status() {
        return single(call("status"));
    }

    /** The version of Tango's IDL that client and device speak with each other. */
    public int idlVersion() {
        return Integer.parseInt(single(call("idl_version")));
    }

    public List<String> attributeList() {
        return call("attribute_list").get(0);
    }

    public List<String> commandList() {
        return call("command_list").get(0);
    }

    /**
     * The configuration of an attribute under the names that PyTango uses in AttributeInfoEx and the records in it; types,
     * formats, write types and display levels are numbers, labels have commas between them.
     */
    public Map<String, String> attributeConfig(String attribute) {
        return map(call("attribute_config", attribute));
    }

    /** {@code cmd_name}, {@code in_type}, {@code out_type}, {@code in_type_desc}, {@code out_type_desc}, {@code disp_level}. */
    public Map<String, String> commandInfo(String command) {
        return map(call("command_info", command));
    }

    public PeerValue read(String attribute) {
        return values(call("read", attribute)).get(0);
    }

    /** Reads several attributes at once; those that fail say so themselves. */
    public List<PeerValue> readAll(String... attributes) {
        return values(call("read_all", attributes));
    }

    /** Writes a scalar as any script does: PyTango asks the device for its type first, JTango sends this one. */
    public void write(String attribute, TangoType type, Object value) {
        call("write", fields(attribute, PeerData.of(type, value)));
    }

    /** Writes a scalar of exactly this type without asking the device. */
    public void writeAs(String attribute, TangoType type, Object value) {
        call("write_as", fields(attribute, PeerData.of(type, value)));
    }

    /** Writes elements, one by one or as an array. */
    public void writeSpectrum(String attribute, TangoType type, Object... values) {
        call("write_spectrum", fields(attribute, PeerData.of(type, values)));
    }

    /** Writes elements, row by row. */
    public void writeImage(String attribute, TangoType type, int width, Object... values) {
        List<String> fields = new ArrayList<>(List.of(attribute, Integer.toString(width)));
        fields.addAll(PeerData.of(type, values).fields());
        call("write_image", fields);
    }

    /** Writes several scalars at once. */
    public void writeAll(Map<String, PeerData> scalars) {
        List<String> fields = new ArrayList<>();
        scalars.forEach((attribute, value) -> fields.addAll(fields(attribute, value)));
        call("write_all", fields);
    }

    /** Writes a scalar and reads it in the same call. */
    public PeerValue writeRead(String attribute, TangoType type, Object value) {
        return values(call("write_read", fields(attribute, PeerData.of(type, value))))
                .get(0);
    }

    /** Runs a command without an argument. */
    public PeerData command(String command) {
        return command(command, PeerData.VOID);
    }

    /** Runs a command as any script does: PyTango asks the device for its type first, JTango sends this one. */
    public PeerData command(String command, TangoType type, Object... argument) {
        return command(command, PeerData.of(type, argument));
    }

    /** Runs a command as any script does: PyTango asks the device for its type first, JTango sends this one. */
    public PeerData command(String command, PeerData argument) {
        return result(call("command", fields(command, argument)));
    }

    /** Runs a command with an argument of exactly this type without asking the device. */
    public PeerData commandAs(String command, TangoType type, Object... argument) {
        return result(call("command_as", fields(command, PeerData.of(type, argument))));
    }

    /** How long the client waits for an answer. */
    public void timeout(int millis) {
        call("timeout", Integer.toString(millis));
    }

    /** Where readings and answers come from. */
    public void source(DevSource source) {
        call("source", Integer.toString(source.ordinal()));
    }

    /** What the device was asked last, the newest first. */
    public List<String> blackBox(int count) {
        return call("black_box", Integer.toString(count)).get(0);
    }

    /** The process it is. */
    public PeerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }

    private List<List<String>> call(String verb, String... fields) {
        return call(verb, List.of(fields));
    }

    private synchronized List<List<String>> call(String verb, List<String> fields) {
        List<String> request = new ArrayList<>(List.of(verb));
        request.addAll(fields);
        process.writeLine(LineProtocol.line(request));
        Answer answer = new Answer();
        while (!answer.add(
                LineProtocol.fields(process.awaitLine("the end of " + verb, line -> line.startsWith("@"))))) {
            // There is more.
        }
        if (!answer.errors.isEmpty()) {
            throw new PeerFailed(process + ": " + String.join(" ", request), answer.errors, answer.named);
        }
        return answer.data;
    }

    /** The lines of an answer, as they come. */
    private static final class Answer {
        final List<List<String>> data = new ArrayList<>();
        final List<DevError> errors = new ArrayList<>();
        final List<NamedDevError> named = new ArrayList<>();

        /** Whether that was the last one. */
        boolean add(List<String> line) {
            List<String> fields = line.subList(1, line.size());
            switch (line.get(0)) {
                case LineProtocol.DATA -> data.add(fields);
                case LineProtocol.ERROR -> errors.add(error(fields));
                case LineProtocol.NAMED -> addNamed(fields);
                case LineProtocol.END -> {
                    return true;
                }
                default -> throw new IllegalStateException("not a line of the protocol: " + line);
            }
            return false;
        }

        private void addNamed(List<String> fields) {
            String name = fields.get(0);
            int index = Integer.parseInt(fields.get(1));
            List<DevError> stack = new ArrayList<>();
            int last = named.size() - 1;
            if (last >= 0 && named.get(last).indexInCall() == index) {
                stack.addAll(named.remove(last).errors());
            }
            stack.add(error(fields.subList(2, fields.size())));
            named.add(new NamedDevError(name, index, stack));
        }
    }

    private static DevError error(List<String> fields) {
        ErrSeverity severity = ErrSeverity.values()[Integer.parseInt(fields.get(1))];
        return new DevError(fields.get(0), severity, fields.get(2), fields.get(3));
    }

    private static List<String> fields(String name, PeerData data) {
        List<String> fields = new ArrayList<>(List.of(name));
        fields.addAll(data.fields());
        return fields;
    }

    private static String single(List<List<String>> data) {
        return data.get(0).get(0);
    }

    private static Map<String, String> map(List<List<String>> data) {
        Map<String, String> map = new LinkedHashMap<>();
        data.forEach(row -> map.put(row.get(0), row.get(1)));
        return map;
    }

    /** The type with the values, then the strings if the type has them. */
    private static PeerData result(List<List<String>> data) {
        List<String> first = data.get(0);
        return PeerData.received(
                type(first.get(0)), first.subList(1, first.size()), data.size() > 1 ? data.get(1) : List.of());
    }

    private static TangoType type(String code) {
        return TangoType.ofCode(Integer.parseInt(code));
    }

    /** Three rows for each value, one row and its errors for each attribute that has none. */
    private static List<PeerValue> values(List<List<String>> data) {
        List<PeerValue> values = new ArrayList<>();
        for (int at = 0; at < data.size(); ) {
            List<String> row = data.get(at++);
            if (row.get(0).equals("value")) {
                values.add(value(row, data.get(at++), data.get(at++)));
            } else {
                List<DevError> errors = new ArrayList<>();
                for (; at < data.size() && data.get(at).get(0).equals("error"); at++) {
                    errors.add(error(data.get(at).subList(1, data.get(at).size())));
                }
                values.add(PeerValue.failed(row.get(1), errors));
            }
        }
        return values;
    }

    private static PeerValue value(List<String> row, List<String> read, List<String> written) {
        TangoType type = type(row.get(2));
        return new PeerValue(
                row.get(1),
                type,
                DataFormat.values()[Integer.parseInt(row.get(3))],
                Quality.values()[Integer.parseInt(row.get(4))],
                Integer.parseInt(row.get(5)),
                Integer.parseInt(row.get(6)),
                PeerData.received(type, read.subList(1, read.size())),
                Integer.parseInt(row.get(7)),
                Integer.parseInt(row.get(8)),
                PeerData.received(type, written.subList(1, written.size())),
                Instant.EPOCH.plus(Long.parseLong(row.get(9)), ChronoUnit.MICROS),
                List.of());
    }
}
