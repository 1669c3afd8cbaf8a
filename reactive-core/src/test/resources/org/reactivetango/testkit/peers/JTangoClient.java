import fr.esrf.Tango.AttrQuality;
import fr.esrf.Tango.AttributeValue_5;
import fr.esrf.Tango.DevEncoded;
import fr.esrf.Tango.DevEncodedHelper;
import fr.esrf.Tango.DevError;
import fr.esrf.Tango.DevFailed;
import fr.esrf.Tango.DevInfo_3;
import fr.esrf.Tango.DevSource;
import fr.esrf.Tango.DevState;
import fr.esrf.Tango.DevVarBooleanArrayHelper;
import fr.esrf.Tango.DevVarDoubleStringArray;
import fr.esrf.Tango.DevVarLongStringArray;
import fr.esrf.TangoApi.AttributeInfoEx;
import fr.esrf.TangoApi.CommandInfo;
import fr.esrf.TangoApi.DeviceAttribute;
import fr.esrf.TangoApi.DeviceData;
import fr.esrf.TangoApi.DeviceProxy;
import fr.esrf.TangoDs.NamedDevFailed;
import fr.esrf.TangoDs.NamedDevFailedList;
import fr.esrf.TangoDs.TangoConst;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omg.CORBA.Any;
import org.omg.CORBA.ORB;

/**
 * A JTango client that does what it is told on standard input, in the line protocol that pytango_client.py describes.
 * Where several attributes are written at once it tells, other than that one, which failed: each error of one of them
 * is a line {@code @named} (attribute, index in the call, reason, severity, description, origin).
 */
public final class JTangoClient {
    private static final int BOOLEAN_ARRAY = 21;

    /** JTango's code for the octet that a command answers with. */
    private static final int JTANGO_OCTET = 21;

    private static final int OCTET = 22;

    private static final int ENCODED = 28;

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII);

    private static DeviceProxy proxy;

    private JTangoClient() {}

    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err); // libraries print where they like
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        say("@ready", "9.7.0");
        OUT.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> fields = new ArrayList<>();
            for (String field : line.split("\t", -1)) {
                fields.add(unescape(field));
            }
            serve(fields.get(0), fields.subList(1, fields.size()));
        }
        System.exit(0); // the ORB's threads would keep the JVM alive
    }

    private static void serve(String verb, List<String> fields) {
        try {
            perform(verb, fields);
        } catch (NamedDevFailedList failure) {
            errors("@error", failure.errors);
            for (int i = 0; i < failure.get_faulty_attr_nb(); i++) {
                NamedDevFailed named = failure.elementAt(i);
                errors("@named", named.err_stack, named.name, named.idx_in_call);
            }
        } catch (DevFailed failure) {
            errors("@error", failure.errors);
        } catch (Exception | LinkageError failure) {
            say("@error", failure.getClass().getName(), 1, failure.getMessage(), "JTangoClient.java");
        }
        say("@end");
        OUT.flush();
    }

    private static void perform(String verb, List<String> fields) throws DevFailed {
        switch (verb) {
            case "device_proxy":
                proxy = new DeviceProxy(fields.get(0));
                break;
            case "ping":
                proxy.ping();
                break;
            case "info":
                info(proxy.info_3());
                break;
            case "name":
                data(proxy.name());
                break;
            case "description":
                data(proxy.description());
                break;
            case "adm_name":
                data(proxy.adm_name());
                break;
            case "state":
                data(stateName(proxy.state()));
                break;
            case "status":
                data(proxy.status());
                break;
            case "idl_version":
                data(proxy.get_idl_version());
                break;
            case "attribute_list":
                data((Object[]) proxy.get_attribute_list());
                break;
            case "command_list":
                data(Arrays.stream(proxy.command_list_query()).map(found -> found.cmd_name).toArray());
                break;
            case "attribute_config":
                attributeConfig(proxy.get_attribute_info_ex(fields.get(0)));
                break;
            case "command_info":
                commandInfo(proxy.command_query(fields.get(0)));
                break;
            case "read":
                reading(proxy.read_attribute(fields.get(0)), true);
                break;
            case "read_all":
                for (DeviceAttribute attribute : proxy.read_attribute(fields.toArray(new String[0]))) {
                    reading(attribute, false);
                }
                break;
            case "write":
            case "write_as":
                proxy.write_attribute(scalar(fields.get(0), Given.parse(fields, 1)));
                break;
            case "write_spectrum":
                proxy.write_attribute(spectrum(fields.get(0), Given.parse(fields, 1)));
                break;
            case "write_image":
                proxy.write_attribute(
                        image(fields.get(0), Integer.parseInt(fields.get(1)), Given.parse(fields, 2)));
                break;
            case "write_all":
                writeAll(fields);
                break;
            case "write_read":
                // Without the names it would read nothing.
                DeviceAttribute[] written = {scalar(fields.get(0), Given.parse(fields, 1))};
                reading(proxy.write_read_attribute(written, new String[] {fields.get(0)})[0], true);
                break;
            case "command":
            case "command_as":
                command(fields.get(0), Given.parse(fields, 1));
                break;
            case "timeout":
                proxy.set_timeout_millis(Integer.parseInt(fields.get(0)));
                break;
            case "source":
                proxy.set_source(DevSource.from_int(Integer.parseInt(fields.get(0))));
                break;
            case "black_box":
                data((Object[]) proxy.black_box(Integer.parseInt(fields.get(0))));
                break;
            default:
                throw new IllegalArgumentException("unknown verb " + verb);
        }
    }

    // The lines

    private static void say(String tag, Object... fields) {
        StringBuilder line = new StringBuilder(tag);
        for (Object field : fields) {
            line.append('\t').append(escape(String.valueOf(field)));
        }
        OUT.print(line.append('\n'));
    }

    private static void data(Object... fields) {
        say("@data", fields);
    }

    private static void errors(String tag, DevError[] stack, Object... before) {
        for (DevError error : stack) {
            List<Object> fields = new ArrayList<>(Arrays.asList(before));
            fields.addAll(List.of(text(error.reason), error.severity.value(), text(error.desc), text(error.origin)));
            say(tag, fields.toArray());
        }
    }

    private static String text(String nullable) {
        return nullable == null ? "" : nullable;
    }

    private static String escape(String field) {
        StringBuilder escaped = new StringBuilder();
        for (char c : field.toCharArray()) {
            if (c < ' ' || c > '~' || c == '\\') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\') {
                plain.append((char) Integer.parseInt(field.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(field.charAt(i));
            }
        }
        return plain.toString();
    }

    // What the device says about itself

    private static void info(DevInfo_3 info) {
        data("dev_class", info.dev_class);
        data("server_id", info.server_id);
        data("server_host", info.server_host);
        data("server_version", info.server_version);
        data("doc_url", info.doc_url);
        data("dev_type", info.dev_type);
    }

    private static void commandInfo(CommandInfo info) {
        data("cmd_name", info.cmd_name);
        data("in_type_desc", info.in_type_desc);
        data("out_type_desc", info.out_type_desc);
        data("in_type", info.in_type);
        data("out_type", info.out_type);
        data("disp_level", info.level.value());
    }

    private static void attributeConfig(AttributeInfoEx config) {
        data("name", config.name);
        data("description", config.description);
        data("label", config.label);
        data("unit", config.unit);
        data("standard_unit", config.standard_unit);
        data("display_unit", config.display_unit);
        data("format", config.format);
        data("min_value", config.min_value);
        data("max_value", config.max_value);
        data("writable_attr_name", config.writable_attr_name);
        data("root_attr_name", text(config.root_attr_name));
        data("max_dim_x", config.max_dim_x);
        data("max_dim_y", config.max_dim_y);
        data("data_type", config.data_type);
        data("data_format", config.data_format.value());
        data("writable", config.writable.value());
        data("disp_level", config.level.value());
        data("enum_labels", config.enum_label == null ? "" : String.join(",", config.enum_label));
        data("min_alarm", config.alarms.min_alarm);
        data("max_alarm", config.alarms.max_alarm);
        data("min_warning", config.alarms.min_warning);
        data("max_warning", config.alarms.max_warning);
        data("delta_t", config.alarms.delta_t);
        data("delta_val", config.alarms.delta_val);
        data("rel_change", config.events.ch_event.rel_change);
        data("abs_change", config.events.ch_event.abs_change);
        data("period", config.events.per_event.period);
        data("archive_rel_change", config.events.arch_event.rel_change);
        data("archive_abs_change", config.events.arch_event.abs_change);
        data("archive_period", config.events.arch_event.period);
    }

    // Attributes

    private static void reading(DeviceAttribute attribute, boolean throwing) throws DevFailed {
        DevError[] stack = attribute.getErrStack();
        if (stack != null && stack.length > 0) {
            if (throwing) {
                throw new DevFailed(stack);
            }
            data("failed", attribute.getAttributeValueObject_5().name);
            for (DevError error : stack) {
                data("error", text(error.reason), error.severity.value(), text(error.desc), text(error.origin));
            }
            return;
        }
        // JTango lets nobody ask for the dimensions of an invalid value.
        AttributeValue_5 raw = attribute.getAttributeValueObject_5();
        data(
                "value",
                raw.name,
                raw.data_type,
                raw.data_format.value(),
                raw.quality.value(),
                raw.r_dim.dim_x,
                raw.r_dim.dim_y,
                raw.w_dim.dim_x,
                raw.w_dim.dim_y,
                raw.time.tv_sec * 1000000L + raw.time.tv_usec);
        boolean valid = raw.quality.value() != AttrQuality._ATTR_INVALID;
        int read = valid ? attribute.getNbRead() : 0;
        List<String> all = read + raw.w_dim.dim_x == 0 ? List.of() : texts(attribute);
        // An encoded value is two texts, and one element.
        int size = raw.data_type == ENCODED ? 2 : 1;
        int split = Math.min(all.size(), read * size);
        say("@data\tread", all.subList(0, split).toArray());
        say("@data\twritten", all.subList(split, all.size()).toArray());
    }

    private static List<String> texts(DeviceAttribute attribute) throws DevFailed {
        switch (attribute.getType()) {
            case 1:
                return texts(attribute.extractBooleanArray());
            case 2:
            case 29:
                return texts(attribute.extractShortArray());
            case 3:
                return texts(attribute.extractLongArray());
            case 4:
                return texts(attribute.extractFloatArray());
            case 5:
                return texts(attribute.extractDoubleArray());
            case 6:
                return texts(attribute.extractUShortArray());
            case 7:
                return texts(attribute.extractULongArray());
            case 8:
                return texts(attribute.extractStringArray());
            case 19:
                return texts(attribute.extractDevStateArray());
            case 22:
                return texts(attribute.extractUCharArray());
            case 23:
                return texts(attribute.extractLong64Array());
            case 24:
                return unsigned(attribute.extractULong64Array());
            case 28:
                List<String> encoded = new ArrayList<>();
                for (DevEncoded element : attribute.extractDevEncodedArray()) {
                    encoded.addAll(texts(element));
                }
                return encoded;
            default:
                return List.of();
        }
    }

    private static DeviceAttribute scalar(String name, Given given) throws DevFailed {
        DeviceAttribute attribute = new DeviceAttribute(name);
        switch (given.type) {
            case 1:
                attribute.insert(given.booleans()[0]);
                break;
            case 2:
            case 29:
                attribute.insert(given.shorts()[0]);
                break;
            case 3:
                attribute.insert(given.ints()[0]);
                break;
            case 4:
                attribute.insert(given.floats()[0]);
                break;
            case 5:
                attribute.insert(given.doubles()[0]);
                break;
            case 6:
                attribute.insert_us(given.ints()[0]);
                break;
            case 7:
                attribute.insert_ul(given.longs()[0]);
                break;
            case 8:
                attribute.insert(given.texts.get(0));
                break;
            case 19:
                attribute.insert(given.states()[0]);
                break;
            case 22:
                attribute.insert_uc(given.shorts()[0]);
                break;
            case 23:
                attribute.insert(given.longs()[0]);
                break;
            case 24:
                attribute.insert_u64(given.longs()[0]);
                break;
            case 28:
                attribute.insert(given.encoded());
                break;
            default:
                throw given.unknown();
        }
        return attribute;
    }

    private static DeviceAttribute spectrum(String name, Given given) throws DevFailed {
        return image(name, given.texts.size(), given);
    }

    /** A spectrum is one without rows, as long as it is wide. */
    private static DeviceAttribute image(String name, int width, Given given) throws DevFailed {
        DeviceAttribute attribute = new DeviceAttribute(name);
        boolean flat = width == given.texts.size();
        int height = flat ? 0 : given.texts.size() / width;
        switch (given.type) {
            case 1:
                attribute.insert(given.booleans(), width, height);
                break;
            case 2:
                attribute.insert(given.shorts(), width, height);
                break;
            case 3:
                attribute.insert(given.ints(), width, height);
                break;
            case 4:
                attribute.insert(given.floats(), width, height);
                break;
            case 5:
                attribute.insert(given.doubles(), width, height);
                break;
            case 6:
                attribute.insert_us(given.ints(), width, height);
                break;
            case 7:
                attribute.insert_ul(given.longs(), width, height);
                break;
            case 8:
                attribute.insert(given.texts.toArray(new String[0]), width, height);
                break;
            case 19:
                attribute.insert(given.states(), width, height);
                break;
            case 22:
                attribute.insert_uc(given.shorts(), width, height);
                break;
            case 23:
                attribute.insert(given.longs(), width, height);
                break;
            case 24:
                attribute.insert_u64(given.longs(), width, height);
                break;
            default:
                throw given.unknown();
        }
        return attribute;
    }

    private static void writeAll(List<String> fields) throws DevFailed {
        List<DeviceAttribute> attributes = new ArrayList<>();
        for (int at = 0; at < fields.size(); ) {
            Given given = Given.parse(fields.subList(0, at + 3 + Integer.parseInt(fields.get(at + 2))), at + 1);
            attributes.add(scalar(fields.get(at), given));
            at += 3 + given.texts.size();
        }
        proxy.write_attribute(attributes.toArray(new DeviceAttribute[0]));
    }

    // Commands

    private static void command(String name, Given given) throws DevFailed {
        result(given.type == 0 ? proxy.command_inout(name) : proxy.command_inout(name, argument(given)));
    }

    private static DeviceData argument(Given given) throws DevFailed {
        DeviceData data = new DeviceData();
        Any any = ORB.init().create_any();
        switch (given.type) {
            case 1:
                data.insert(given.booleans()[0]);
                break;
            case 2:
                data.insert(given.shorts()[0]);
                break;
            case 3:
                data.insert(given.ints()[0]);
                break;
            case 4:
                data.insert(given.floats()[0]);
                break;
            case 5:
                data.insert(given.doubles()[0]);
                break;
            case 6:
                data.insert_us(given.ints()[0]);
                break;
            case 7:
                data.insert_ul(given.longs()[0]);
                break;
            case 8:
                data.insert(given.texts.get(0));
                break;
            case 9:
                data.insert(given.bytes());
                break;
            case 10:
                data.insert(given.shorts());
                break;
            case 11:
                data.insert(given.ints());
                break;
            case 12:
                data.insert(given.floats());
                break;
            case 13:
                data.insert(given.doubles());
                break;
            case 14:
                data.insert_us(given.ints());
                break;
            case 15:
                data.insert_ul(given.longs());
                break;
            case 16:
                data.insert(given.texts.toArray(new String[0]));
                break;
            case 17:
                data.insert(new DevVarLongStringArray(given.ints(), given.strings.toArray(new String[0])));
                break;
            case 18:
                data.insert(new DevVarDoubleStringArray(given.doubles(), given.strings.toArray(new String[0])));
                break;
            case 19:
                data.insert(given.states()[0]);
                break;
            case BOOLEAN_ARRAY:
                DevVarBooleanArrayHelper.insert(any, given.booleans());
                data.insert(any);
                break;
            case 22:
                data.insert_uc(given.shorts()[0]);
                break;
            case 23:
                data.insert(given.longs()[0]);
                break;
            case 24:
                data.insert_u64(given.longs()[0]);
                break;
            case 25:
                data.insert(given.longs());
                break;
            case 26:
                data.insert_u64(given.longs());
                break;
            case 28:
                DevEncodedHelper.insert(any, given.encoded());
                data.insert(any);
                break;
            default:
                throw given.unknown();
        }
        return data;
    }

    private static void result(DeviceData answer) throws DevFailed {
        // What JTango takes for a string and for nothing.
        if (DevEncodedHelper.type().equivalent(answer.type())) {
            result(ENCODED, texts(DevEncodedHelper.extract(answer.extractAny())));
            return;
        }
        if (DevVarBooleanArrayHelper.type().equivalent(answer.type())) {
            result(BOOLEAN_ARRAY, texts(DevVarBooleanArrayHelper.extract(answer.extractAny())));
            return;
        }
        int type = answer.getType();
        switch (type) {
            case 17:
                DevVarLongStringArray longs = answer.extractLongStringArray();
                result(type, texts(longs.lvalue));
                data((Object[]) longs.svalue);
                break;
            case 18:
                DevVarDoubleStringArray doubles = answer.extractDoubleStringArray();
                result(type, texts(doubles.dvalue));
                data((Object[]) doubles.svalue);
                break;
            case JTANGO_OCTET:
                result(OCTET, texts(answer));
                break;
            default:
                result(type, texts(answer));
        }
    }

    private static void result(int type, List<String> texts) {
        say("@data\t" + type, texts.toArray());
    }

    private static List<String> texts(DeviceData answer) throws DevFailed {
        switch (answer.getType()) {
            case 1:
                return texts(answer.extractBoolean());
            case 2:
                return texts(answer.extractShort());
            case 3:
                return texts(answer.extractLong());
            case 4:
                return texts(answer.extractFloat());
            case 5:
                return texts(answer.extractDouble());
            case 6:
                return texts(answer.extractUShort());
            case 7:
                return texts(answer.extractULong());
            case 8:
            case 20:
                return texts(answer.extractString());
            case 9:
                return texts(answer.extractUByteArray());
            case 10:
                return texts(answer.extractShortArray());
            case 11:
                return texts(answer.extractLongArray());
            case 12:
                return texts(answer.extractFloatArray());
            case 13:
                return texts(answer.extractDoubleArray());
            case 14:
                return texts(answer.extractUShortArray());
            case 15:
                return texts(answer.extractULongArray());
            case 16:
                return texts(answer.extractStringArray());
            case 19:
                return texts(answer.extractDevState());
            case JTANGO_OCTET:
                return texts(answer.extractUChar());
            case 23:
                return texts(answer.extractLong64());
            case 24:
                return unsigned(answer.extractULong64());
            case 25:
                return texts(answer.extractLong64Array());
            case 26:
                return unsigned(answer.extractULong64Array());
            default:
                return List.of();
        }
    }

    // Values to text and back

    private static List<String> texts(Object value) {
        if (value.getClass().isArray()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                texts.addAll(texts(Array.get(value, i)));
            }
            return texts;
        }
        if (value instanceof DevState) {
            return List.of(stateName((DevState) value));
        }
        if (value instanceof DevEncoded) {
            StringBuilder hex = new StringBuilder();
            for (byte octet : ((DevEncoded) value).encoded_data) {
                hex.append(String.format("%02x", octet));
            }
            return List.of(((DevEncoded) value).encoded_format, hex.toString());
        }
        return List.of(String.valueOf(value));
    }

    private static List<String> unsigned(long... values) {
        List<String> texts = new ArrayList<>();
        for (long value : values) {
            texts.add(Long.toUnsignedString(value));
        }
        return texts;
    }

    private static String stateName(DevState state) {
        return TangoConst.Tango_DevStateName[state.value()];
    }

    /** Values from a request: a type, how many there are, and strings for the two types that have both. */
    private static final class Given {
        final int type;
        final List<String> texts;
        final List<String> strings;

        private Given(int type, List<String> texts, List<String> strings) {
            this.type = type;
            this.texts = texts;
            this.strings = strings;
        }

        static Given parse(List<String> fields, int at) {
            int from = at + 2;
            int to = from + Integer.parseInt(fields.get(at + 1));
            return new Given(
                    Integer.parseInt(fields.get(at)), fields.subList(from, to), fields.subList(to, fields.size()));
        }

        IllegalArgumentException unknown() {
            return new IllegalArgumentException("JTango cannot send type " + type);
        }

        boolean[] booleans() {
            boolean[] values = new boolean[texts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Boolean.parseBoolean(texts.get(i));
            }
            return values;
        }

        byte[] bytes() {
            byte[] values = new byte[texts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) Integer.parseInt(texts.get(i));
            }
            return values;
        }

        short[] shorts() {
            short[] values = new short[texts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (short) Integer.parseInt(texts.get(i));
            }
            return values;
        }

        int[] ints() {
            return texts.stream().mapToInt(Integer::parseInt).toArray();
        }

        long[] longs() {
            long[] values = new long[texts.size()];
            for (int i = 0; i < values.length; i++) {
                String text = texts.get(i);
                values[i] = text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
            }
            return values;
        }

        float[] floats() {
            float[] values = new float[texts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.parseFloat(texts.get(i));
            }
            return values;
        }

        double[] doubles() {
            return texts.stream().mapToDouble(Double::parseDouble).toArray();
        }

        DevState[] states() {
            List<String> names = Arrays.asList(TangoConst.Tango_DevStateName);
            return texts.stream().map(text -> DevState.from_int(names.indexOf(text))).toArray(DevState[]::new);
        }

        DevEncoded encoded() {
            String hex = texts.get(1);
            byte[] octets = new byte[hex.length() / 2];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
            }
            return new DevEncoded(texts.get(0), octets);
        }
    }
}
