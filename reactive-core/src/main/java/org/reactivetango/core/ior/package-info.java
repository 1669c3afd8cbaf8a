/** Object references: IORs, their profiles and components, and corbaloc addresses; knows no messages. */
@NullMarked
package org.reactivetango.core.ior;

import org.jspecify.annotations.NullMarked;
