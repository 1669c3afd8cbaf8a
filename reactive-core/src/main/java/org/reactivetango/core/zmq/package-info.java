/**
 * Publishing and subscribing over ZMQ, and the same in memory for tests; the only package that sees JeroMQ, and the wall
 * around it.
 */
@NullMarked
package org.reactivetango.core.zmq;

import org.jspecify.annotations.NullMarked;
