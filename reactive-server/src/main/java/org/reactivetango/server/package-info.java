/** Device servers: what a device is, and what runs it. */
@NullMarked
package org.reactivetango.server;

import org.jspecify.annotations.NullMarked;
