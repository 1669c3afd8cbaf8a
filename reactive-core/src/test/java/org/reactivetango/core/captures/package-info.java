/** What real Tango peers said to each other, recorded; for golden tests. */
@NullMarked
package org.reactivetango.core.captures;

import org.jspecify.annotations.NullMarked;
