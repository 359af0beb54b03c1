package dev.paxoswasm.simulation.exhaustive;

import org.jspecify.annotations.Nullable;

/** What leads from one state to the next: told only when someone asks. */
final class Action {

    private int place;
    private int input;
    private int local;
    private @Nullable Request request;
    private @Nullable ProposerMachine proposer;
    private String event = "restarts";

    void request(int acceptor, Request delivered) {
        place = acceptor;
        request = delivered;
        proposer = null;
    }

    void restart(int acceptor) {
        place = acceptor;
        event = "restarts";
        request = null;
        proposer = null;
    }

    void wipe(int acceptor) {
        restart(acceptor);
        event = "loses its disk, and begins to recover";
    }

    void help(int acceptor, Help.Wanted wanted) {
        restart(acceptor);
        event = Help.text(wanted);
    }

    void wait(int acceptor) {
        restart(acceptor);
        event = "waits for a ballot in vain";
    }

    void input(int at, ProposerMachine machine, int state, int number) {
        place = at;
        proposer = machine;
        local = state;
        input = number;
    }

    /** For people, without what came of it. */
    String text() {
        if (proposer != null) {
            return "proposer " + (place + 1) + ": " + ProposerInput.text(proposer.input(input));
        }
        return "acceptor " + (place + 1) + ": " + (request == null ? event : Text.of(request));
    }

    /** What came of it at a proposer; empty where it sent nothing. */
    String consequence() {
        return proposer == null ? "" : proposer.step(local, input).outputs().text();
    }
}
