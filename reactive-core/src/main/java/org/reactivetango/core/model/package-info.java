/** Tango's vocabulary as plain values: types, states, qualities, readings, configurations and names. */
@NullMarked
package org.reactivetango.core.model;

import org.jspecify.annotations.NullMarked;
