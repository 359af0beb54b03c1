package dev.paxoswasm.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A cluster with a JVM a service, driven as a user drives it. */
final class Cluster {
    private final Path data;
    private final int portBase;
    private boolean whole;

    /**
     * @param data its folder
     * @param portBase what {@code --port-base} gets
     */
    Cluster(Path data, int portBase) {
        this.data = data;
        this.portBase = portBase;
    }

    Path data() {
        return data;
    }

    /** Starts what was killed, if anything was. */
    void makeWhole() {
        if (!whole) {
            up();
        }
    }

    String client() {
        return url(80);
    }

    String coordinator() {
        return url(90);
    }

    String proposer(int id) {
        return url(100 + id);
    }

    String acceptor(int id) {
        return url(200 + id);
    }

    String learner(int id) {
        return url(300 + id);
    }

    private String url(int offset) {
        return "http://127.0.0.1:" + (portBase + offset);
    }

    /** Starts what is missing, and returns when all of it is healthy. */
    void up() {
        CommandLine.run(
                        "up",
                        "--processes",
                        "--detach",
                        "--data",
                        data.toString(),
                        "--port-base",
                        String.valueOf(portBase),
                        "--timeout",
                        "150")
                .requireDone();
        whole = true;
    }

    void down() {
        CommandLine.run("down", "--data", data.toString()).requireDone();
    }

    JsonNode status() {
        return Json.read(CommandLine.run("status", "--json", "--data", data.toString())
                .requireDone()
                .out());
    }

    /** Kills nodes as {@code kill -9} does, and returns when they have ended. */
    void kill(String... names) {
        whole = false;
        List<ProcessHandle> processes = Stream.of(names).map(this::process).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            await().atMost(10, TimeUnit.SECONDS).until(() -> !process.isAlive() || isZombie(process));
        }
    }

    void killAll() {
        List<String> names = new ArrayList<>();
        status().forEach(node -> names.add(name(node)));
        kill(names.toArray(String[]::new));
    }

    private ProcessHandle process(String name) {
        for (JsonNode node : status()) {
            if (name(node).equals(name)) {
                return ProcessHandle.of(node.required("pid").asLong()).orElseThrow();
            }
        }
        throw new AssertionError("no node " + name);
    }

    private static String name(JsonNode node) {
        return node.required("role").asString() + "-" + node.required("id").asInt();
    }

    private static boolean isZombie(ProcessHandle process) {
        return process.info().commandLine().isEmpty();
    }

    /** The proposer that leads. */
    Optional<Integer> leader() {
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

    HttpResponse<String> propose(String value, Duration wait) {
        return Http.post(client() + "/v1/proposals", Json.object("value", value), "Prefer", "wait=" + wait.toSeconds());
    }

    /** Proposes a value that must be chosen; the slot it got. */
    long chosen(String value) {
        HttpResponse<String> response = propose(value, Duration.ofSeconds(10));
        if (response.statusCode() != 201) {
            throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body()).required("slot").asLong();
    }

    /** What one learner has learned, read from that learner itself. */
    LearnedLog log(int learner) {
        return LearnedLog.read(learner(learner), learner);
    }

    /** Waits until a learner has learned up to a slot, and reads its log. */
    LearnedLog log(int learner, long through) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> chosenThrough(learner) >= through);
        return log(learner);
    }

    long chosenThrough(int learner) {
        return Http.getJson(learner(learner) + "/learners/" + learner + "/status")
                .required("chosenThrough")
                .asLong();
    }
}
