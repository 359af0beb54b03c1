package dev.paxoswasm.role.component;

/** There is no recording of the calls into the component; says why. */
public final class NotRecordedException extends RuntimeException {

    NotRecordedException(String message) {
        super(message);
    }
}
