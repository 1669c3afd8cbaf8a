/** What can be measured: the meters of servers and clients, in the Micrometer registry that their user gives. */
@NullMarked
package org.reactivetango.core.observe;

import org.jspecify.annotations.NullMarked;
