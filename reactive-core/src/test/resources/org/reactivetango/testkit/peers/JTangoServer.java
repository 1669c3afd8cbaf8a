import fr.esrf.Tango.AttrDataFormat;
import fr.esrf.Tango.AttrQuality;
import fr.esrf.Tango.AttrWriteType;
import fr.esrf.Tango.DevEncoded;
import fr.esrf.Tango.DevError;
import fr.esrf.Tango.DevFailed;
import fr.esrf.Tango.DevState;
import fr.esrf.Tango.ErrSeverity;
import fr.esrf.TangoDs.TangoConst;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.function.IntFunction;
import org.tango.DeviceState;
import org.tango.command.CommandTangoType;
import org.tango.server.ServerManager;
import org.tango.server.StateMachineBehavior;
import org.tango.server.annotation.Command;
import org.tango.server.annotation.Delete;
import org.tango.server.annotation.Device;
import org.tango.server.annotation.DeviceManagement;
import org.tango.server.annotation.DynamicManagement;
import org.tango.server.annotation.Init;
import org.tango.server.annotation.State;
import org.tango.server.annotation.Status;
import org.tango.server.attribute.AttributeConfiguration;
import org.tango.server.attribute.AttributePropertiesImpl;
import org.tango.server.attribute.AttributeValue;
import org.tango.server.attribute.IAttributeBehavior;
import org.tango.server.command.CommandConfiguration;
import org.tango.server.command.ICommandBehavior;
import org.tango.server.device.DeviceManager;
import org.tango.server.dynamic.DynamicManager;
import org.tango.server.events.EventType;
import org.tango.utils.DevFailedUtils;

/**
 * A JTango device server (class JTangoServer) with attributes and commands of every type that JTango has.
 *
 * <p>Run it as {@code INSTANCE -nodb -dlist DEVICE} with the system properties OAIAddr and OAPort. Attributes and
 * commands have the names, types and first values of those in pytango_server.py; there is no DevVarBooleanArray.
 */
@Device
public class JTangoServer {
    @DynamicManagement
    public DynamicManager dynamic;

    @DeviceManagement
    public DeviceManager device;

    @State
    public DeviceState state = DeviceState.ON;

    @Status
    public String status = "";

    private volatile double pushedValue;

    public static void main(String[] arguments) {
        ServerManager manager = ServerManager.getInstance();
        manager.addClass("JTangoServer", JTangoServer.class);
        try {
            manager.startError(arguments, "JTangoServer");
        } catch (DevFailed e) { // which start() would print, and return
            System.err.println(DevFailedUtils.toString(e));
            System.exit(1);
        }
        System.out.println("Ready to accept request");
    }

    @Init
    public void init() throws DevFailed {
        state = DeviceState.ON;
        addAll("boolean", TangoConst.Tango_DEV_BOOLEAN, true);
        addAll("uchar", TangoConst.Tango_DEV_UCHAR, (byte) 200);
        addAll("short", TangoConst.Tango_DEV_SHORT, (short) -2);
        addAll("ushort", TangoConst.Tango_DEV_USHORT, (short) 65535);
        addAll("long", TangoConst.Tango_DEV_LONG, -3);
        addAll("ulong", TangoConst.Tango_DEV_ULONG, (int) 4294967295L);
        addAll("long64", TangoConst.Tango_DEV_LONG64, -4L);
        addAll("ulong64", TangoConst.Tango_DEV_ULONG64, -1L);
        addAll("float", TangoConst.Tango_DEV_FLOAT, 1.5f);
        addAll("double", TangoConst.Tango_DEV_DOUBLE, 2.25);
        addAll("string", TangoConst.Tango_DEV_STRING, "caf\u00e9");
        addAll("state", TangoConst.Tango_DEV_STATE, DevState.MOVING);
        addPolled();
        add("encoded_scalar", TangoConst.Tango_DEV_ENCODED, AttrDataFormat.SCALAR,
                new DevEncoded("raw", new byte[] {1, 2, -1}));
        addEnum();
        addLimited();
        addRead("counter", TangoConst.Tango_DEV_LONG, new Reader() {
            private int count;

            @Override
            public synchronized AttributeValue read() throws DevFailed {
                return new AttributeValue(++count);
            }
        });
        addRead("throw_exception", TangoConst.Tango_DEV_LONG, () -> {
            throw failed("Peer_Read", "this attribute always fails", "JTangoServer.throw_exception");
        });
        addRead("invalid", TangoConst.Tango_DEV_DOUBLE, () -> new AttributeValue(0.0, AttrQuality.ATTR_INVALID));
        addRead("changing", TangoConst.Tango_DEV_DOUBLE, () -> new AttributeValue(1.0, AttrQuality.ATTR_CHANGING));
        addRead("pushed", TangoConst.Tango_DEV_DOUBLE, () -> new AttributeValue(pushedValue));
        for (CommandTangoType type : CommandTangoType.values()) {
            if (type != CommandTangoType.DEVVARBOOLEANARRAY) { // with which JTango answers nothing
                dynamic.addCommand(new Echo(type));
            }
        }
        status = "All is well"; // last, for JTango overwrites it with "Init in progress"
    }

    @Delete
    public void delete() throws DevFailed {
        dynamic.clearAll();
    }

    @Command(name = "Throw")
    public void throwTwo() throws DevFailed {
        throw new DevFailed(new DevError[] {
            error("Peer_Inner", "the cause", "JTangoServer.inner"),
            error("Peer_Outer", "the consequence", "JTangoServer.Throw")
        });
    }

    @Command(name = "Sleep")
    public void sleep(double seconds) throws InterruptedException {
        System.out.println("sleeping");
        Thread.sleep(Math.round(seconds * 1000));
    }

    @Command(name = "Push")
    public void push(double value) throws DevFailed {
        pushedValue = value;
        device.pushEvent("pushed", new AttributeValue(value), EventType.CHANGE_EVENT);
    }

    /** Change events of every attribute of a type; nobody can push an error with JTango. */
    @Command(name = "PushValues")
    public void pushValues(int count) throws DevFailed {
        for (int i = 0; i < count; i++) {
            for (String name : "boolean uchar short ushort long ulong long64 ulong64 float double string state".split(" ")) {
                int from = i;
                push(name + "_scalar", nextValue(name, i));
                push(name + "_spectrum", array(i % 4 + 1, k -> nextValue(name, from + k)));
                push(name + "_image", array(2, row -> array(3, k -> nextValue(name, from + k + row * 3))));
            }
            push("enum_scalar", (short) (i % 3));
            push("encoded_scalar", new DevEncoded("raw" + i, new byte[] {(byte) i, 0, -1}));
        }
    }

    private void push(String attribute, Object value) throws DevFailed {
        device.pushEvent(attribute, new AttributeValue(value), EventType.CHANGE_EVENT);
    }

    /** A value of that type for every number. */
    private static Object nextValue(String type, int i) {
        switch (type) {
            case "boolean":
                return i % 2 == 0;
            case "uchar":
                return (byte) (200 + i);
            case "short":
                return (short) (-2 - i);
            case "ushort":
                return (short) (65535 - i);
            case "long":
                return -3 - i;
            case "ulong":
                return (int) (4294967295L - i);
            case "long64":
                return -4L - i;
            case "ulong64":
                return -1L - i;
            case "float":
                return 1.5f + i;
            case "double":
                return 2.25 + i;
            case "string":
                return "caf\u00e9" + i;
            default:
                return DevState.from_int(i % 14);
        }
    }

    private static Object array(int length, IntFunction<Object> element) {
        Object first = element.apply(0);
        Class<?> type = MethodType.methodType(first.getClass()).unwrap().returnType();
        Object array = Array.newInstance(type, length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, element.apply(i));
        }
        return array;
    }

    /** Every kind of event of double_scalar, with times and qualities. */
    @Command(name = "PushKinds")
    public void pushKinds(int count) throws DevFailed {
        for (int i = 0; i < count; i++) {
            push(i, i, EventType.CHANGE_EVENT);
            push(i, i + 0.25, EventType.ARCHIVE_EVENT);
            push(i, i + 0.5, EventType.USER_EVENT);
            device.pushDataReadyEvent("double_scalar", i);
        }
        AttributeValue invalid = new AttributeValue(0.0, AttrQuality.ATTR_INVALID, 1, 0, 1_000_000_000_000L);
        device.pushEvent("double_scalar", invalid, EventType.CHANGE_EVENT);
    }

    private void push(int i, double value, EventType type) throws DevFailed {
        AttrQuality[] qualities = {
            AttrQuality.ATTR_VALID, AttrQuality.ATTR_ALARM, AttrQuality.ATTR_CHANGING, AttrQuality.ATTR_WARNING
        };
        long time = 1_000_000_000_250L + i * 1000L;
        device.pushEvent("double_scalar", new AttributeValue(value, qualities[i % 4], 1, 0, time), type);
    }

    @Command(name = "AddAttribute")
    public void addAttribute(String name) throws DevFailed {
        addRead(name, TangoConst.Tango_DEV_DOUBLE, () -> new AttributeValue(1.5));
    }

    @Command(name = "GoTo")
    public void goTo(DevState next) {
        state = DeviceState.getDeviceState(next);
    }

    private static DevFailed failed(String reason, String description, String origin) {
        return new DevFailed(new DevError[] {error(reason, description, origin)});
    }

    private static DevError error(String reason, String description, String origin) {
        return new DevError(reason, ErrSeverity.ERR, description, origin);
    }

    private void addAll(String name, int type, Object value) throws DevFailed {
        add(name + "_scalar", type, AttrDataFormat.SCALAR, value);
        add(name + "_spectrum", type, AttrDataFormat.SPECTRUM, filled(value, 3));
        add(name + "_image", type, AttrDataFormat.IMAGE, filled(filled(value, 3), 2));
    }

    /** An array of the primitive type, where there is one. */
    private static Object filled(Object element, int length) throws DevFailed {
        Class<?> type = element.getClass();
        try {
            type = (Class<?>) type.getField("TYPE").get(null);
        } catch (ReflectiveOperationException notPrimitive) {
            // Stays as it is.
        }
        Object array = Array.newInstance(type, length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, element);
        }
        return array;
    }

    private Held add(String name, int type, AttrDataFormat format, Object value) throws DevFailed {
        Held added = new Held(name, type, format, value);
        dynamic.addAttribute(added);
        return added;
    }

    private Held addRead(String name, int type, Reader reader) throws DevFailed {
        Held added = new Held(name, type, AttrDataFormat.SCALAR, reader);
        added.getConfiguration().setWritable(AttrWriteType.READ);
        dynamic.addAttribute(added);
        return added;
    }

    /** It counts its readings. */
    private void addPolled() throws DevFailed {
        Held added = addRead("polled", TangoConst.Tango_DEV_DOUBLE, new Reader() {
            private int count;

            @Override
            public synchronized AttributeValue read() throws DevFailed {
                return new AttributeValue((double) ++count);
            }
        });
        AttributePropertiesImpl properties = new AttributePropertiesImpl();
        properties.setEventAbsChange("1");
        properties.setArchivingEventAbsChange("2");
        properties.setEventPeriod("100");
        added.getConfiguration().setAttributeProperties(properties);
    }

    private void addEnum() throws DevFailed {
        Held added = new Held("enum_scalar", TangoConst.Tango_DEV_ENUM, AttrDataFormat.SCALAR, (short) 1);
        AttributePropertiesImpl properties = new AttributePropertiesImpl();
        properties.setEnumLabels(new String[] {"LOW", "MIDDLE", "HIGH"});
        added.getConfiguration().setAttributeProperties(properties);
        dynamic.addAttribute(added);
    }

    private void addLimited() throws DevFailed {
        Held added = new Held("limited", TangoConst.Tango_DEV_DOUBLE, AttrDataFormat.SCALAR, 5.0);
        AttributePropertiesImpl properties = new AttributePropertiesImpl();
        properties.setMinValue("-10");
        properties.setMaxValue("10");
        properties.setMinAlarm("-9");
        properties.setMaxAlarm("9");
        properties.setMinWarning("-8");
        properties.setMaxWarning("8");
        properties.setUnit("mm");
        properties.setDisplayUnit("1000");
        properties.setStandardUnit("0.001");
        properties.setFormat("%6.3f");
        properties.setLabel("Limited");
        properties.setDescription("A value with limits");
        properties.setEventAbsChange("0.5");
        properties.setEventRelChange("1");
        properties.setEventPeriod("500");
        properties.setArchivingEventAbsChange("2");
        properties.setArchivingEventPeriod("7000");
        added.getConfiguration().setAttributeProperties(properties);
        dynamic.addAttribute(added);
    }

    public DeviceState getState() {
        return state;
    }

    public void setState(DeviceState next) {
        state = next;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String next) {
        status = next;
    }

    public void setDynamic(DynamicManager manager) {
        dynamic = manager;
    }

    public void setDevice(DeviceManager manager) {
        device = manager;
    }

    private interface Reader {
        AttributeValue read() throws DevFailed;
    }

    /** An attribute that keeps what was written, or reads what its reader says. */
    private static final class Held implements IAttributeBehavior {
        private final AttributeConfiguration configuration = new AttributeConfiguration();
        private volatile Object value;

        Held(String name, int type, AttrDataFormat format, Object initial) throws DevFailed {
            configuration.setName(name);
            configuration.setTangoType(type, format);
            configuration.setWritable(AttrWriteType.READ_WRITE);
            int maxX = format == AttrDataFormat.SPECTRUM ? 4096 : 256;
            configuration.setMaxX(format == AttrDataFormat.SCALAR ? 1 : maxX);
            configuration.setMaxY(format == AttrDataFormat.IMAGE ? 256 : 0);
            configuration.setPushChangeEvent(!name.equals("polled") && !name.equals("counter"));
            configuration.setCheckChangeEvent(false);
            if (name.equals("double_scalar")) {
                configuration.setPushArchiveEvent(true);
                configuration.setCheckArchivingEvent(false);
                configuration.setPushDataReady(true);
            }
            value = initial;
        }

        @Override
        public AttributeConfiguration getConfiguration() {
            return configuration;
        }

        @Override
        public AttributeValue getValue() throws DevFailed {
            Object held = value;
            return held instanceof Reader ? ((Reader) held).read() : new AttributeValue(held);
        }

        @Override
        public void setValue(AttributeValue written) {
            value = written.getValue();
        }

        @Override
        public StateMachineBehavior getStateMachine() {
            return null;
        }
    }

    /** A command that answers with its argument and is called as its type is. */
    private static final class Echo implements ICommandBehavior {
        private final CommandConfiguration configuration = new CommandConfiguration();

        Echo(CommandTangoType type) throws DevFailed {
            configuration.setName(name(type));
            configuration.setInTangoType(type.getTangoIDLType());
            configuration.setOutTangoType(type.getTangoIDLType());
        }

        private static String name(CommandTangoType type) {
            switch (type) {
                case VOID:
                    return "DevVoid";
                case DEVENCONDED:
                    return "DevEncoded";
                case DEVLONG64:
                    return "DevLong64";
                default:
                    String name = type.name();
                    name = name.replace("DEVVAR", "DevVar").replace("DEV", "Dev").replace("ARRAY", "Array");
                    for (String part : "Boolean UChar UShort ULong64 ULong Short Long64 Long Float Double String State Char"
                            .split(" ")) {
                        name = name.replace(part.toUpperCase(), part);
                    }
                    return name;
            }
        }

        @Override
        public CommandConfiguration getConfiguration() {
            return configuration;
        }

        @Override
        public Object execute(Object argument) {
            return argument;
        }

        @Override
        public StateMachineBehavior getStateMachine() {
            return null;
        }
    }
}
