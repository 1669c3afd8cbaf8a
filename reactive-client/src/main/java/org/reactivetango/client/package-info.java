/** The client library: proxies, groups and events of Tango devices anywhere. */
@NullMarked
package org.reactivetango.client;

import org.jspecify.annotations.NullMarked;
