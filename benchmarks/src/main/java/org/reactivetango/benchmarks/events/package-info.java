/** The programs that events are measured with: ours and bare JeroMQ, each a process that pushes and one that subscribes. */
@NullMarked
package org.reactivetango.benchmarks.events;

import org.jspecify.annotations.NullMarked;
