/** Servers that do what a test says, and loops whose time a test advances. */
@NullMarked
package org.reactivetango.testkit.rpc;

import org.jspecify.annotations.NullMarked;
