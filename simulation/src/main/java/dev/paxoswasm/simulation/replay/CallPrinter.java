package dev.paxoswasm.simulation.replay;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;

/** Shows what is repeated. */
interface CallPrinter {

    void begin(Recording recording, Component component);

    void call(RepeatedCall call);

    /** All is the same. @param repeated how many calls */
    void end(long repeated);
}
