/** Devices at work: from a decoded request through the device's lane to a reply; knows neither sockets nor definitions. */
@NullMarked
package org.reactivetango.server.dispatch;

import org.jspecify.annotations.NullMarked;
