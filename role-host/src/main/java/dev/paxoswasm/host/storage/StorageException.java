package dev.paxoswasm.host.storage;

/** The storage of a node failed. The node is then out of service until it is started again. */
public final class StorageException extends RuntimeException {

    public StorageException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    public StorageException(String message) {
        super(message);
    }
}
