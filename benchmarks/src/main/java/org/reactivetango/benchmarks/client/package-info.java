/** Our client as a program that is measured beside those of the peers. */
@NullMarked
package org.reactivetango.benchmarks.client;

import org.jspecify.annotations.NullMarked;
