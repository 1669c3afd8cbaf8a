package org.reactivetango.client.cli;

/** Something to be told, and whether it is good news. */
interface Report {
    void tell(Output output);

    /** Whether all went well; if not, so says the exit code. */
    default boolean good() {
        return true;
    }
}
