/** When a server sends events: Tango's rules of detection. */
@NullMarked
package org.reactivetango.server.events;

import org.jspecify.annotations.NullMarked;
