package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;

/** What a client needs around it: real services with real components and files. */
final class ClientCluster {

    private ClientCluster() {}

    /** None of its nodes runs yet. */
    static LocalCluster in(Path data, String... options) {
        return new LocalCluster(data, applications(), options);
    }

    /** Starts all nodes, and returns the client once a value is chosen: the first one waits for the election. */
    static RunningNode started(LocalCluster cluster) {
        cluster.startAll();
        RunningNode client = cluster.node(Role.CLIENT, 1);
        HttpResponse<String> first = client.send(HttpRequest.newBuilder(client.uri(ProposalController.PATH))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString("{\"value\":\"first\"}")));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        return client;
    }

    /** That of each role, which a test may change. */
    static Map<Role, Supplier<SpringApplication>> applications() {
        return new EnumMap<>(Map.of(
                Role.ACCEPTOR, AcceptorApplication::application,
                Role.LEARNER, LearnerApplication::application,
                Role.PROPOSER, ProposerApplication::application,
                Role.CLIENT, ClientApplication::application));
    }
}
