/** Tango's structures, unions, values with their type, and operations as they are laid out in messages; knows no message. */
@NullMarked
package org.reactivetango.core.idl;

import org.jspecify.annotations.NullMarked;
