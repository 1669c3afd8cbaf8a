/** The peers that we are compared with: found where they are installed, their programs compiled where they must be. */
@NullMarked
package org.reactivetango.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
