package dev.paxoswasm.component;

/** An earlier call did not run to its end, so the instance's state is not to be trusted. Make another instance. */
public final class InstancePoisonedException extends ComponentException {

    InstancePoisonedException(String message, Throwable cause) {
        super(message, cause);
    }
}
