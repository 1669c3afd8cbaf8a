/** Every bound of the runtime in one immutable record. */
@NullMarked
package org.reactivetango.core.limits;

import org.jspecify.annotations.NullMarked;
