/** The command line: what the client library can do, from a shell. Waits only at the outermost edge. */
@NullMarked
package org.reactivetango.client.cli;

import org.jspecify.annotations.NullMarked;
