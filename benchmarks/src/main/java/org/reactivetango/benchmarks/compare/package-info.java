/**
 * We and the peers, measured in turn. A {@code Scenario} says what is compared; a {@code Side} is one of those who are; the
 * {@code Stage} starts and ends processes and lets the sides take turns.
 */
@NullMarked
package org.reactivetango.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
