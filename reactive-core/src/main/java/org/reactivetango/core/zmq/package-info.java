/** Publishing and subscribing over ZMQ; the only package that sees JeroMQ, and the wall around it. */
@NullMarked
package org.reactivetango.core.zmq;

import org.jspecify.annotations.NullMarked;
