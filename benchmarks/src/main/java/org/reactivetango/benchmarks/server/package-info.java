/** Servers that are made to be measured. They understand the flags of every Tango server. */
@NullMarked
package org.reactivetango.benchmarks.server;

import org.jspecify.annotations.NullMarked;
