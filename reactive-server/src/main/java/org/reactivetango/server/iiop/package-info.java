/** IIOP connections of a server: GIOP messages in, calls to devices, replies out in batches. */
@NullMarked
package org.reactivetango.server.iiop;

import org.jspecify.annotations.NullMarked;
