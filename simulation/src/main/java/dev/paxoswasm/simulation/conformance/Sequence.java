package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.simulation.conformance.Rule.Expected;
import dev.paxoswasm.simulation.conformance.Rule.Step;
import dev.paxoswasm.simulation.scenario.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A random sequence of what may happen to an acceptor. Numbers are small, so that they meet; a request has at most one
 * fault that shows without looking at what the acceptor holds, since which of several is told is not fixed.
 */
final class Sequence {

    private static final int STEPS = 40;
    private static final long ROUNDS = 3;
    private static final int STEPS_A_ROUND = 8;
    private static final long SLOTS = 9;
    private static final long FAR = (1L << 32) + 100;
    private static final int MOST_ENTRIES = 4;

    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();

    private Sequence(long seed) {
        dice = Dice.of(seed, 77);
    }

    /** The same seed gives the same sequence. */
    static List<Step> of(long seed) {
        Sequence sequence = new Sequence(seed);
        while (sequence.steps.size() < STEPS) {
            sequence.draw();
        }
        return sequence.steps;
    }

    private void draw() {
        switch ((int) dice.below(20)) {
            case 0, 1, 2, 3 -> prepare();
            case 4, 5, 6, 7, 8, 9, 10, 11 -> accept();
            case 12, 13 -> read();
            case 14 -> heartbeat();
            case 15, 16 -> add("status", NullNode.getInstance());
            case 17 -> add("tick", Values.number(700));
            case 18 -> add("restart", Values.object());
            default -> startWithout();
        }
    }

    private void prepare() {
        ObjectNode request = Values.object();
        request.set("ballot", ballot());
        request.put("firstSlot", slot()).put("maxEntries", 1 + dice.below(6));
        fault(request);
        add("prepare", request);
    }

    private void accept() {
        ObjectNode request = Values.object();
        long round = round();
        long proposer = 1 + dice.below(2);
        request.put("ballot", round + "." + proposer).put("firstSlot", slot());
        ArrayNode entries = request.putArray("entries");
        long count = 1 + dice.below(MOST_ENTRIES);
        for (long i = 0; i < count; i++) {
            entries.add(entry(round, proposer, request.path("firstSlot").asLong() + i));
        }
        fault(request);
        add("accept", request);
    }

    /** Mostly the one value that this ballot has for the slot; now and then another one, as of a ballot used twice. */
    private String entry(long round, long proposer, long slot) {
        boolean another = dice.below(12) == 0;
        String letter = another ? "z" : String.valueOf((char) ('a' + (round * 5 + proposer * 3 + slot) % 20));
        long origin = 1 + (round + slot) % round;
        String payload = slot % 5 == 0 ? letter + "*30" : letter;
        return (slot % 7 == 0 ? "no-op" : payload) + "@" + origin + "." + (origin == round ? proposer : 1);
    }

    private void read() {
        ObjectNode request = Values.object();
        request.put("firstSlot", slot()).put("maxEntries", 1 + dice.below(6));
        fault(request);
        add("readAccepted", request);
    }

    private void heartbeat() {
        ObjectNode request = Values.object();
        request.set("ballot", ballot());
        fault(request);
        add("heartbeat", request);
    }

    /** A start at which the proposers answer one by one, or one of them not, as calls come. */
    private void startWithout() {
        add("restart", Values.object().put("admitted", false));
        for (long proposer = 1; proposer <= 2; proposer++) {
            if (dice.below(3) > 0) {
                prepare();
            }
            if (dice.below(4) > 0) {
                ObjectNode answer = Values.object().put("from", proposer);
                answer.putObject("ok").put("round", round()).put("leads", dice.below(2) == 0);
                add("admitAnswered", answer);
            }
        }
        for (long ticks = dice.below(4); ticks > 0; ticks--) {
            add("tick", Values.number(700));
        }
    }

    private void fault(ObjectNode request) {
        switch ((int) dice.below(24)) {
            case 0 -> replace(request, "ballot", Values.text("0.1"));
            case 1 -> replace(request, "ballot", Values.text("2.3"));
            case 2 -> replace(request, "firstSlot", Values.number(0));
            case 3 -> replace(request, "maxEntries", Values.number(0));
            case 4 -> replace(request, "ballot", Values.text(FAR + ".1"));
            case 5 -> replace(request, "firstSlot", Values.number(FAR));
            case 6 -> replace(request, "entries", Values.array());
            default -> {}
        }
    }

    private static void replace(ObjectNode request, String name, JsonNode fault) {
        if (request.has(name)) {
            request.set(name, fault);
        }
    }

    /** They go up as they do in a cluster, so that not all but the first are rejected. */
    private long round() {
        return 1 + steps.size() / STEPS_A_ROUND + dice.below(ROUNDS);
    }

    private JsonNode ballot() {
        return Values.text(round() + "." + (1 + dice.below(2)));
    }

    private long slot() {
        return 1 + dice.below(SLOTS);
    }

    private void add(String what, JsonNode with) {
        boolean elsewhere = dice.below(40) == 0
                && !(with instanceof NullNode)
                && !with.path("ballot").isMissingNode();
        steps.add(new Step(what, with, elsewhere ? Optional.of(2L) : Optional.empty(), Expected.NOTHING));
    }
}
