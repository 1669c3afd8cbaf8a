/** What it costs, measured: JMH benchmarks and whole processes side by side with the peers. */
@NullMarked
package org.reactivetango.benchmarks;

import org.jspecify.annotations.NullMarked;
