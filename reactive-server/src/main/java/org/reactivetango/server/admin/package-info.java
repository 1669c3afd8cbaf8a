/** The admin device of a server: what clients and tools ask a server about itself. */
@NullMarked
package org.reactivetango.server.admin;

import org.jspecify.annotations.NullMarked;
