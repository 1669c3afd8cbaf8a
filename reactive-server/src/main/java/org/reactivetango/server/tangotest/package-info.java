/** TangoTest, the device every Tango installation has, with the interface of the one written in C++. */
@NullMarked
package org.reactivetango.server.tangotest;

import org.jspecify.annotations.NullMarked;
