/** What a client says: each operation with its arguments in the form that the device at hand understands. */
@NullMarked
package org.reactivetango.client.exchange;

import org.jspecify.annotations.NullMarked;
