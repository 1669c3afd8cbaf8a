package org.reactivetango.server.dispatch;

import org.reactivetango.core.cdr.CdrReader;

/** What a server does when an operation is called. */
@FunctionalInterface
interface ServedOperation {
    /** Uses the arguments up and starts the work; the call may end at once or later. */
    void start(IncomingCall call, CdrReader arguments);
}
