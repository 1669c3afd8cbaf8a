package org.reactivetango.client;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/**
 * Images of 64 MiB in a process whose heap has no room for one and a half: a server of them and a client for each
 * direction. Every element is its own number.
 */
public final class LargeImage {
    private static final int WIDTH = 4096;
    private static final int HEIGHT = 2048;
    private static final int ELEMENTS = WIDTH * HEIGHT;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Limits LIMITS = Limits.DEFAULT.withMaxMessageBytes(80 << 20);
    private static final ValueType<Image<double[]>> IMAGE = ValueType.imageOf(double[].class);

    private @Nullable Image<double[]> frame;
    private int written;

    private LargeImage() {}

    /** {@code serve}, or what to do as a client and the device's URL: {@code read}, {@code write}, {@code both}. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("serve")) {
            serve();
            return;
        }
        TangoClient tango = TangoClient.builder()
                .limits(LIMITS)
                .options(o -> o.timeout(PATIENCE))
                .build();
        DeviceProxy device = tango.device(arguments[1]);
        switch (arguments[0]) {
            case "read" -> read(device);
            case "write" -> write(device);
            case "both" -> both(device);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        tango.closeLater().block(PATIENCE);
    }

    private static void serve() {
        DeviceDefinition<LargeImage> definition = DeviceDefinition.named(
                        "LargeImage", context -> Mono.just(new LargeImage()))
                .image("frame", double[].class, WIDTH, HEIGHT, a -> a.get(device -> device.frame(WIDTH, HEIGHT)))
                .image(
                        "sink",
                        double[].class,
                        WIDTH,
                        HEIGHT,
                        a -> a.range(0, ELEMENTS).set((device, image) -> device.written = numbered(image)))
                .image(
                        "half",
                        double[].class,
                        WIDTH,
                        HEIGHT / 2,
                        a -> a.get(device -> device.frame(WIDTH, HEIGHT / 2))
                                .set((device, image) -> device.written = numbered(image)))
                .scalar("written", Integer.class, a -> a.get(device -> device.written))
                .scalar("room", Boolean.class, a -> a.get(device -> hasRoomForHalf()))
                .build();
        TangoServer server = TangoServer.named("LargeImage/test")
                .limits(LIMITS)
                .device("test/large/1", definition)
                .bindNow();
        System.out.println(server.deviceUrl("test/large/1"));
        server.onClose().block();
    }

    private Image<double[]> frame(int width, int height) {
        Image<double[]> made = frame;
        if (made == null) {
            made = image(width, height);
            frame = made;
        }
        return made;
    }

    private static void read(DeviceProxy device) {
        Image<double[]> image =
                Objects.requireNonNull(device.attribute("frame", IMAGE).value().block(PATIENCE));
        tell(numbered(image), hasRoomForHalf(), device);
    }

    private static void write(DeviceProxy device) {
        Image<double[]> image = image(WIDTH, HEIGHT);
        device.attribute("sink", IMAGE).write(image).block(PATIENCE);
        tell(number(device, "written"), hasRoomForHalf(), device);
        // Or it might not have been there any more when there was no room.
        System.out.println(image);
    }

    /** An image of 32 MiB that was written comes back beside that which is read. */
    private static void both(DeviceProxy device) {
        AttributeProxy<Image<double[]>> half = device.attribute("half", IMAGE);
        half.write(image(WIDTH, HEIGHT / 2)).block(PATIENCE);
        Reading<Image<double[]>> reading = Objects.requireNonNull(half.read().block(PATIENCE));
        tell(numbered(reading.value()) + numbered(reading.setValue()), hasRoomForHalf(), device);
    }

    private static void tell(int elements, boolean room, DeviceProxy device) {
        System.out.println(elements + " elements right");
        System.out.println("room for half: here " + room + ", there "
                + device.attribute("room", Boolean.class).value().block(PATIENCE));
    }

    private static int number(DeviceProxy device, String attribute) {
        return Objects.requireNonNull(
                device.attribute(attribute, Integer.class).value().block(PATIENCE));
    }

    private static Image<double[]> image(int width, int height) {
        double[] data = new double[width * height];
        for (int i = 0; i < data.length; i++) {
            data[i] = i;
        }
        return new Image<>(data, width, height);
    }

    /** How many elements it has, if each is its own number; 0 otherwise. */
    private static int numbered(Image<double[]> image) {
        double[] data = image.data();
        for (int i = 0; i < data.length; i++) {
            if (data[i] != i) {
                return 0;
            }
        }
        return data.length;
    }

    /** Whether the heap could hold half an image more than it does. */
    private static boolean hasRoomForHalf() {
        try {
            return new double[ELEMENTS / 2].length > 0;
        } catch (OutOfMemoryError expected) {
            return false;
        }
    }
}
