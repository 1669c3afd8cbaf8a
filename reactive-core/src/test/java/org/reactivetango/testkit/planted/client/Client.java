package org.reactivetango.testkit.planted.client;

/** Known to {@code Server}, which should not know it. */
public class Client {}
