/** One small program per feature of the guide, and the demo. */
@NullMarked
package org.reactivetango.examples;

import org.jspecify.annotations.NullMarked;
