package org.reactivetango.core.model;

import java.util.Map;

/**
 * What a device says of itself and its server.
 *
 * @param deviceClass its class
 * @param serverId {@code executable/instance}
 * @param serverHost where the server runs
 * @param idlVersion highest Tango interface version of the server's library: 5 for Tango 9, 6 for Tango 10
 * @param docUrl where it is documented
 * @param deviceType its type, {@code Uninitialised} unless the database gives one
 * @param versions library versions by name; empty below interface version 6
 */
public record DeviceInfo(
        String deviceClass,
        String serverId,
        String serverHost,
        int idlVersion,
        String docUrl,
        String deviceType,
        Map<String, String> versions) {
    public DeviceInfo {
        versions = Map.copyOf(versions);
    }
}
