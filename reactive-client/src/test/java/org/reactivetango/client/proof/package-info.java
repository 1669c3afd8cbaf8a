/** Proofs of what serialization promises, against servers that run: a hundredth in every build, all of it in full. */
@NullMarked
package org.reactivetango.client.proof;

import org.jspecify.annotations.NullMarked;
