/** Confinement instead of locks: event loops, and lanes that run one operation at a time until its Mono terminates. */
@NullMarked
package org.reactivetango.core.lane;

import org.jspecify.annotations.NullMarked;
