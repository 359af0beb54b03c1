package dev.paxoswasm.component;

/** Carries what a host function threw through the component's frames, told apart from the component's own traps. */
final class HostFailure extends RuntimeException {

    private final Throwable thrown;

    HostFailure(Throwable thrown) {
        super(null, null, false, false);
        this.thrown = thrown;
    }

    Throwable thrown() {
        return thrown;
    }
}
