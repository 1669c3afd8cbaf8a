import fr.esrf.Tango.DevFailed;
import org.tango.DeviceState;
import org.tango.server.ServerManager;
import org.tango.server.annotation.Attribute;
import org.tango.server.annotation.Command;
import org.tango.server.annotation.Device;
import org.tango.server.annotation.Init;
import org.tango.server.annotation.State;
import org.tango.utils.DevFailedUtils;

/** A JTango server to measure beside ours. It takes the flags of every Tango server, its address as properties. */
@Device
public class JTangoServer {
    private static final int SIDE = 251;

    @Attribute(name = "double_scalar")
    public volatile double scalar = 1.5;

    @Attribute(name = "double_spectrum_ro")
    public double[] spectrum = new double[256];

    @Attribute(name = "double_image_ro")
    public double[][] image = new double[SIDE][SIDE];

    @State
    public DeviceState state = DeviceState.RUNNING;

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
    public void init() {
        state = DeviceState.RUNNING;
    }

    @Command(name = "DevDouble")
    public double echo(double value) {
        return value;
    }

    @Command(name = "Sleep")
    public double sleep(double seconds) throws InterruptedException {
        Thread.sleep(Math.round(seconds * 1000));
        return seconds;
    }

    public double getScalar() {
        return scalar;
    }

    public void setScalar(double value) {
        scalar = value;
    }

    public double[] getSpectrum() {
        return spectrum;
    }

    public double[][] getImage() {
        return image;
    }

    public DeviceState getState() {
        return state;
    }

    public void setState(DeviceState next) {
        state = next;
    }
}
