import fr.esrf.Tango.DevFailed;
import java.util.concurrent.locks.LockSupport;
import org.tango.DeviceState;
import org.tango.server.ServerManager;
import org.tango.server.annotation.Attribute;
import org.tango.server.annotation.Command;
import org.tango.server.annotation.Device;
import org.tango.server.annotation.DeviceManagement;
import org.tango.server.annotation.Init;
import org.tango.server.annotation.State;
import org.tango.server.attribute.AttributeValue;
import org.tango.server.device.DeviceManager;
import org.tango.server.events.EventType;
import org.tango.utils.DevFailedUtils;

/**
 * A JTango server that pushes change events as its command Push says, see ClientProcess. It takes the flags of every Tango
 * server, its address as properties.
 */
@Device
public class JTangoPusher {
    private static final String NAME = "double_scalar";
    private static final long PAUSE_NANOS = 50_000;

    @Attribute(name = NAME, pushChangeEvent = true, checkChangeEvent = false)
    public volatile double scalar = 1.5;

    @DeviceManagement
    public DeviceManager device;

    @State
    public DeviceState state = DeviceState.RUNNING;

    private volatile double rate;
    private volatile long pushed;
    private Thread pushing;

    public static void main(String[] arguments) {
        ServerManager manager = ServerManager.getInstance();
        manager.addClass("JTangoPusher", JTangoPusher.class);
        try {
            manager.startError(arguments, "JTangoPusher");
        } catch (DevFailed e) { // which start() would print, and return
            System.err.println(DevFailedUtils.toString(e));
            System.exit(1);
        }
        System.out.println("Ready to accept request");
    }

    @Init
    public void init() {
        state = DeviceState.RUNNING;
    }

    @Command(name = "Push")
    public double push(double wanted) throws DevFailed, InterruptedException {
        rate = 0;
        if (pushing != null) {
            pushing.join();
            pushing = null;
        }
        if (wanted == -2) {
            once();
        } else if (wanted != 0) {
            rate = wanted;
            pushing = new Thread(() -> work(wanted), "pushes");
            pushing.setDaemon(true);
            pushing.start();
        }
        return pushed;
    }

    private void work(double wanted) {
        long start = System.nanoTime();
        long done = 0;
        try {
            while (rate == wanted) {
                if (wanted < 0 || done <= (System.nanoTime() - start) * 1e-9 * wanted) {
                    once();
                    done++;
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (DevFailed e) {
            System.err.println(DevFailedUtils.toString(e));
        }
    }

    private void once() throws DevFailed {
        device.pushEvent(NAME, new AttributeValue((double) System.nanoTime()), EventType.CHANGE_EVENT);
        pushed++;
    }

    public void setDevice(DeviceManager manager) {
        device = manager;
    }

    public double getScalar() {
        return scalar;
    }

    public void setScalar(double value) {
        scalar = value;
    }

    public DeviceState getState() {
        return state;
    }

    public void setState(DeviceState next) {
        state = next;
    }
}
