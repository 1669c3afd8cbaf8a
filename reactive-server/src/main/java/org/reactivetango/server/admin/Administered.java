package org.reactivetango.server.admin;

import java.util.List;
import org.reactivetango.server.dispatch.Device;
import reactor.core.publisher.Mono;

/** The server as its admin device sees it. */
public interface Administered {
    /** A device of the server, the admin device not included. */
    interface AdministeredDevice {
        String name();

        String className();

        /** The engine behind it. */
        Device device();

        /** Deletes and initialises it again, on its lane, when subscribed. */
        Mono<Void> restart();
    }

    /** In the order in which they were started. */
    List<? extends AdministeredDevice> devices();

    /** Ends the server once the command that asked for it has been answered. */
    void kill();
}
