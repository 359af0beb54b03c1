package dev.paxoswasm.component.wasi;

/** The guest called a function that it was not granted. */
public final class WasiDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WasiDeniedException(String interfaceName, String function) {
        super("the guest called " + function + " of " + interfaceName + ", which is not granted");
    }
}
