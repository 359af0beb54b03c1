package dev.paxoswasm.systemtests.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The log of one learner: by slot, the whole entry as the learner gives it. */
public record LearnedLog(SortedMap<Long, JsonNode> entries) {
    private static final int PAGE = 256;

    static LearnedLog read(String url, int learner, long firstSlot) {
        SortedMap<Long, JsonNode> entries = new TreeMap<>();
        long next = firstSlot;
        long through;
        do {
            JsonNode page = Http.postJson(
                    url + "/learners/" + learner + "/read-log",
                    "{\"firstSlot\":" + next + ",\"maxEntries\":" + PAGE + "}");
            for (JsonNode chosen : page.required("entries")) {
                long slot = chosen.required("slot").asLong();
                if (slot != next) {
                    throw new AssertionError(
                            "learner " + learner + " gave slot " + slot + " where " + next + " comes next");
                }
                entries.put(slot, chosen.required("entry"));
                next++;
            }
            through = page.required("chosenThrough").asLong();
        } while (next <= through);
        return new LearnedLog(entries);
    }

    /** The value in a slot, as text; empty for a no-op, and where nothing is learned. */
    public Optional<String> value(long slot) {
        return Optional.ofNullable(entries.get(slot))
                .map(entry -> entry.path("content").path("command").path("payload"))
                .filter(JsonNode::isString)
                .map(payload -> new String(Base64.getDecoder().decode(payload.asString()), StandardCharsets.UTF_8));
    }

    /** Where each value stands. */
    public Map<String, Long> slots() {
        Map<String, Long> slots = new TreeMap<>();
        for (long slot : entries.keySet()) {
            value(slot).ifPresent(text -> {
                Long before = slots.put(text, slot);
                if (before != null) {
                    throw new AssertionError("'" + text + "' is chosen twice, in slots " + before + " and " + slot);
                }
            });
        }
        return slots;
    }

    public SortedMap<Long, JsonNode> through(long slot) {
        return entries.headMap(slot + 1);
    }

    public long last() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }
}
