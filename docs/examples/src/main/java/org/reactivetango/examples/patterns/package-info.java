/** What threads, locks and timers are used for, done with Reactor and lanes: one small program each. */
@NullMarked
package org.reactivetango.examples.patterns;

import org.jspecify.annotations.NullMarked;
