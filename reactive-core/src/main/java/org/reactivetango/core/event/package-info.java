/** Topics, subscription calls and messages of Tango events, and the arithmetic of their gaps; knows nothing of sockets. */
@NullMarked
package org.reactivetango.core.event;

import org.jspecify.annotations.NullMarked;
