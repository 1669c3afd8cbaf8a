/** Sessions with servers and devices: connecting, adapting to what is met there, and calls as Monos. */
@NullMarked
package org.reactivetango.client.session;

import org.jspecify.annotations.NullMarked;
