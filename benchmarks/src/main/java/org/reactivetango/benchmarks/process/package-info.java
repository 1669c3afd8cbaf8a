/** Servers as processes of their own: started, pinned to a CPU, asked what CPU time they took, and ended. */
@NullMarked
package org.reactivetango.benchmarks.process;

import org.jspecify.annotations.NullMarked;
