package dev.paxoswasm.host;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.Limits;
import org.jspecify.annotations.Nullable;

/** What is recorded of the calls into the instances of a node, and what becomes of it. Used under the host's lock. */
public interface Recordings {

    /** Records nothing. */
    Recordings NONE = new Recordings() {
        @Override
        public @Nullable InstanceRecording begin(Component component, Limits limits) {
            return null;
        }

        @Override
        public void keep(@Nullable InstanceRecording recording, String cause) {}
    };

    /** An instance is about to be made; null where its calls are not recorded. */
    @Nullable
    InstanceRecording begin(Component component, Limits limits);

    /**
     * An instance did not run to its end what it was called for, or saw an invariant break, and its recording is worth
     * keeping.
     *
     * @param recording null where it was not recorded
     * @param cause what happened
     */
    void keep(@Nullable InstanceRecording recording, String cause);
}
