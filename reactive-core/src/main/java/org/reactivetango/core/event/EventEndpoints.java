package org.reactivetango.core.event;

/**
 * Where a server publishes, as {@code tcp://ip:port} each.
 *
 * @param heartbeat the socket of heartbeats
 * @param event the socket of events; empty as long as nobody has subscribed
 */
public record EventEndpoints(String heartbeat, String event) {}
