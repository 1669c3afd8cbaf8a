package org.reactivetango.server;

/**
 * What has become of the events of a server since it was bound. Both numbers only grow.
 *
 * @param pushed events that somebody had subscribed and that met their criteria
 * @param dropped messages that were not sent because too many, or too large ones, were waiting already; their counters show
 *     subscribers that they are missing
 */
public record EventCounts(long pushed, long dropped) {}
