package dev.paxoswasm.systemtests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.systemtests.cluster.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code containers/kubernetes}, and through it {@code kubectl} in the namespace of the suite. */
final class Kubectl {
    static final String NAMESPACE = "paxos-wasm";

    private static final Path PROJECT = Path.of(System.getProperty("paxos.project"));
    private static final String SCRIPT =
            PROJECT.resolve("containers/kubernetes").toString();
    private static final int TIMEOUT_MINUTES = 15;

    private Kubectl() {}

    /** A file or folder of the project. */
    static String project(String path) {
        return PROJECT.resolve(path).toString();
    }

    /** Runs kubectl, which must succeed; what it printed. */
    static String run(String... arguments) {
        return cluster(Stream.concat(Stream.of("kubectl", "--namespace", NAMESPACE), Stream.of(arguments))
                .toArray(String[]::new));
    }

    static JsonNode json(String... arguments) {
        return Json.read(run(Stream.concat(Stream.of(arguments), Stream.of("--output", "json"))
                .toArray(String[]::new)));
    }

    /** Runs a command of {@code containers/kubernetes}, which must succeed; what it printed. */
    static String cluster(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("kubectl", ".txt");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            String said = Files.readString(errors);
            Files.delete(errors);
            assertThat(ended).as("'%s' ends", String.join(" ", arguments)).isTrue();
            assertThat(process.exitValue())
                    .as("'%s' printed %s%s", String.join(" ", arguments), printed, said)
                    .isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until all pods of a workload are those of its newest form, and ready. */
    static void awaitRollout(String workload) {
        run("rollout", "status", workload, "--timeout=5m");
    }

    static void awaitAllReady() {
        for (String workload : workloads()) {
            awaitRollout(workload);
        }
    }

    /** As {@code statefulset/acceptor}. */
    static List<String> workloads() {
        return List.of(
                "statefulset/acceptor",
                "statefulset/proposer",
                "statefulset/learner",
                "deployment/client",
                "deployment/coordinator");
    }

    /** The pods of a role that are not about to end. */
    static List<JsonNode> pods(String role) {
        List<JsonNode> pods = new ArrayList<>();
        for (JsonNode pod : json("get", "pods", "--selector", "app.kubernetes.io/name=" + role)
                .required("items")) {
            if (!pod.required("metadata").has("deletionTimestamp")) {
                pods.add(pod);
            }
        }
        return pods;
    }

    static String name(JsonNode object) {
        return object.required("metadata").required("name").asString();
    }

    static String uid(JsonNode object) {
        return object.required("metadata").required("uid").asString();
    }

    /** The machine a pod runs on, as {@code node-2}. */
    static String machine(JsonNode pod) {
        return pod.required("spec").required("nodeName").asString();
    }

    static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asString().equals("Ready")) {
                return condition.path("status").asString().equals("True");
            }
        }
        return false;
    }

    /** Whether a program in a pod gets an answer from an address. */
    static boolean reaches(String namespace, String pod, String url) {
        try {
            int status = new ProcessBuilder(
                            SCRIPT, "in", "pod/" + namespace + "/" + pod, "curl", "--silent", "--max-time", "5", url)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            assertThat(status)
                    .as("curl: an answer, no connection, or none in time")
                    .isIn(0, 7, 28);
            return status == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks a node as {@code kubectl port-forward} would: from where the pod's own network is. */
    static JsonNode ask(String pod, String path) {
        return Json.read(curl(pod, path));
    }

    static JsonNode post(String pod, String path, String json) {
        return Json.read(
                curl(pod, path, "--request", "POST", "--header", "Content-Type: application/json", "--data", json));
    }

    private static String curl(String pod, String path, String... options) {
        List<String> command = new ArrayList<>(
                List.of("in", "pod/" + NAMESPACE + "/" + pod, "curl", "--silent", "--show-error", "--max-time", "60"));
        command.addAll(List.of(options));
        command.add("http://localhost:8080" + path);
        return cluster(command.toArray(String[]::new));
    }
}
