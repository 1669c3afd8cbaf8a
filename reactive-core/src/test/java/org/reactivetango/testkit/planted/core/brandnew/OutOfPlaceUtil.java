package org.reactivetango.testkit.planted.core.brandnew;

import java.io.ObjectInputStream;
import org.zeromq.ZContext;
import reactor.netty.Connection;

/** In a package of its own making, under a name that says nothing. */
class OutOfPlaceUtil {
    ZContext zmq;
    Connection connection;
    ObjectInputStream serialized;
}
