/** What a stream of events is made of, and how it is asked for. */
@NullMarked
package org.reactivetango.client.event;

import org.jspecify.annotations.NullMarked;
