package org.reactivetango.client.peers;

/** JTango 9.7: its events are big endian and begin with number 0. */
final class EventsFromJTangoTest extends EventsOfChangesContract {
    @Override
    String start(String name) {
        return PEERS.jTangoServer().url(name);
    }

    @Override
    boolean pushesErrors() {
        return false;
    }

    /** Its criterion is met by half of it. */
    @Override
    int archiveStep() {
        return 1;
    }

    /** Without a database it sends texts as UTF-8. */
    @Override
    String arrived(String text) {
        return text.replace("\u00e9", "\u00c3\u00a9");
    }
}
