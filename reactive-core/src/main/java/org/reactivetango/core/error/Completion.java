package org.reactivetango.core.error;

/** Whether an operation that failed had been carried out; CORBA's completion status, in the order of the wire. */
public enum Completion {
    /** It was carried out; only the answer is missing. */
    YES,
    /** It was not carried out: repeating it is safe. */
    NO,
    /** Nobody can tell: only an operation that may run twice should be repeated. */
    MAYBE
}
