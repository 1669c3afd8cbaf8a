/** What can go wrong, as types: one root exception, five families, and the wire's error records. */
@NullMarked
package org.reactivetango.core.error;

import org.jspecify.annotations.NullMarked;
