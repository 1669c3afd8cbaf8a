package org.reactivetango.testkit.planted.server;

import org.reactivetango.testkit.planted.client.Client;

/** Knows {@code Client}. */
class Server {
    Client client;
}
