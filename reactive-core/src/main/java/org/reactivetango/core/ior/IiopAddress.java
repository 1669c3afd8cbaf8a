package org.reactivetango.core.ior;

/**
 * Where a server listens.
 *
 * @param host name or numeric address, IPv6 without brackets; never empty
 * @param port 1 to 65535
 */
public record IiopAddress(String host, int port) {
    public IiopAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("an IIOP address needs a host");
        }
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " of " + host + " is not between 1 and 65535");
        }
    }

    /** {@code host:port}, IPv6 addresses in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
