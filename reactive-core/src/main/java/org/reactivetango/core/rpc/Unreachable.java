package org.reactivetango.core.rpc;

/**
 * Why there is no connection to a server.
 *
 * @param cause what the last attempt met
 * @param attempts how many have failed one after the other
 * @param nanos since the first of them
 */
public record Unreachable(Throwable cause, int attempts, long nanos) {}
