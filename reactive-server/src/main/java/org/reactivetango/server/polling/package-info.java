/** Reads attributes and commands again and again, each on the loop of its device, and passes on what comes of it. */
@NullMarked
package org.reactivetango.server.polling;

import org.jspecify.annotations.NullMarked;
