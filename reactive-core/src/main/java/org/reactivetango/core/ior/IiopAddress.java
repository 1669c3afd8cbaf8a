package org.reactivetango.core.ior;

/**
 * Where a server listens.
 *
 * @param host name or numeric address, IPv6 without brackets; never empty, and only of characters that hosts have: it may
 *     come from a reference that somebody sent, and goes into logs, addresses as text and look-ups
 * @param port 1 to 65535
 */
public record IiopAddress(String host, int port) {
    public IiopAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("an IIOP address needs a host");
        }
        if (!host.chars().allMatch(IiopAddress::isOfHost)) {
            throw new IllegalArgumentException("the host of an IIOP address has characters that no host has");
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

    /** Letters, digits and what stands between them in names, IPv4 and IPv6 addresses and their zones. */
    private static boolean isOfHost(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "-._:%".indexOf(character) >= 0;
    }
}
