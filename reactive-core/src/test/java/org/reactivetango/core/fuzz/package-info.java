/**
 * Every decoder against hostile bytes. The targets are the {@code *FuzzTest} classes: Jazzer drives them in a JVM each
 * under {@code -Pfull} for as many inputs as the profile says, and replays their seeds and the named attacks in every build. What must hold is in the
 * {@code *Probe} classes and does not know who makes the bytes.
 */
@NullMarked
package org.reactivetango.core.fuzz;

import org.jspecify.annotations.NullMarked;
