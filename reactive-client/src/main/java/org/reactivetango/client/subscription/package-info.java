/** Subscriptions of events as desired state: asked for at servers, received over ZMQ, rebuilt after every loss. */
@NullMarked
package org.reactivetango.client.subscription;

import org.jspecify.annotations.NullMarked;
