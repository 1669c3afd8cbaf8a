/** Calls under way: the in-flight table, deadlines, and a client's connection that matches replies to requests. */
@NullMarked
package org.reactivetango.core.rpc;

import org.jspecify.annotations.NullMarked;
