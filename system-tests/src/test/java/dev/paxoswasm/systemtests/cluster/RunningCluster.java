package dev.paxoswasm.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A cluster of two proposers, three acceptors, two learners and a client service, by the URLs of its nodes. */
public interface RunningCluster {

    String client();

    String proposer(int id);

    String acceptor(int id);

    String learner(int id);

    /** The proposer that leads. */
    default Optional<Integer> leader() {
        for (int id = 1; id <= 2; id++) {
            try {
                JsonNode status = Http.getJson(proposer(id) + "/proposers/" + id + "/status");
                if (status.required("leadership").asString().equals("leader")) {
                    return Optional.of(id);
                }
            } catch (UncheckedIOException _) {
                // It is dead.
            }
        }
        return Optional.empty();
    }

    default HttpResponse<String> propose(String value, Duration wait) {
        return Http.post(client() + "/v1/proposals", Json.object("value", value), "Prefer", "wait=" + wait.toSeconds());
    }

    /** Proposes a value that must be chosen; the slot it got. */
    default long chosen(String value) {
        HttpResponse<String> response = propose(value, Duration.ofSeconds(30));
        if (response.statusCode() != 201) {
            throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body()).required("slot").asLong();
    }

    /** What one learner has learned, read from that learner itself. */
    default LearnedLog log(int learner) {
        return LearnedLog.read(learner(learner), learner, 1);
    }

    /** Waits until a learner has learned up to a slot, and reads its log. */
    default LearnedLog log(int learner, long through) {
        return log(learner, 1, through);
    }

    /** As {@link #log(int, long)}, only from a slot on. */
    default LearnedLog log(int learner, long firstSlot, long through) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> chosenThrough(learner) >= through);
        return LearnedLog.read(learner(learner), learner, firstSlot);
    }

    default long chosenThrough(int learner) {
        return Http.getJson(learner(learner) + "/learners/" + learner + "/status")
                .required("chosenThrough")
                .asLong();
    }
}
