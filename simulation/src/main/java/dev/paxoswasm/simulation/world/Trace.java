package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened: always as a hash over all of it, and as a script of one line a message where that is wanted. */
final class Trace {

    private static final long PRIME = 0x100000001B3L;

    private final World world;
    private final boolean recording;
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xCBF29CE484222325L;
    private long events;

    Trace(World world, boolean recording) {
        this.world = world;
        this.recording = recording;
    }

    void enters(Address node, String function) {
        events++;
        mix(world.now());
        mix(node.code());
        mix(function.hashCode());
    }

    void message(Address from, Address to, String function, Object content, Object effect) {
        mix(world.now());
        mix(from.code() * 31 + to.code());
        mix(hashOf(content));
        mix(hashOf(effect));
        if (recording) {
            String said = Script.shown(content);
            String text = Script.shown(effect);
            if (!Script.isRoutine(function, said + text)) {
                lines.add(time() + from + " → " + to + "  " + function + " " + said
                        + (text.isEmpty() ? "" : "  ⇒ " + text));
            }
        }
    }

    /** The same in each JVM, which the hash of an enum is not. */
    private static int hashOf(Object effect) {
        return switch (effect) {
            case WitResult.Ok<?, ?>(ProposerStatus status) -> status.toString().hashCode();
            case WitResult.Ok<?, ?>(AcceptorStatus status) -> status.toString().hashCode();
            case AdmitRequest request -> request.toString().hashCode();
            default -> effect.hashCode();
        };
    }

    void note(Object who, String what) {
        mix(world.now());
        mix(what.hashCode());
        if (recording) {
            lines.add(time() + who + " " + what);
        }
    }

    private String time() {
        return String.format(Locale.ROOT, "%9.3f ms  ", world.now() / 1000.0);
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    long events() {
        return events;
    }

    List<String> lines() {
        return lines;
    }
}
