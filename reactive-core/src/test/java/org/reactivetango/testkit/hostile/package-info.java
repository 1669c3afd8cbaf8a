/** Hostile input for tests of every module: from a seed, so that what failed can be had again. */
@NullMarked
package org.reactivetango.testkit.hostile;

import org.jspecify.annotations.NullMarked;
