package org.reactivetango.server;

import org.jspecify.annotations.Nullable;

/**
 * Where handlers run and what becomes of them when their client goes.
 *
 * @param lane the name of their lane; null for that of the device
 * @param cancellable whether they are cancelled; else they finish
 */
record Execution(@Nullable String lane, boolean cancellable) {
    static final Execution DEFAULT = new Execution(null, false);

    Execution lane(String name) {
        return new Execution(name, cancellable);
    }

    Execution asCancellable() {
        return new Execution(lane, true);
    }
}
