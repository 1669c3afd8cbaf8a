/** The load generator: reads pipelined over many connections by one thread, as cheap as they can be made. */
@NullMarked
package org.reactivetango.benchmarks.load;

import org.jspecify.annotations.NullMarked;
