package dev.paxoswasm.client;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
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

    /** That of each role, which a test may change. */
    static Map<Role, Supplier<SpringApplication>> applications() {
        return new EnumMap<>(Map.of(
                Role.ACCEPTOR, AcceptorApplication::application,
                Role.LEARNER, LearnerApplication::application,
                Role.PROPOSER, ProposerApplication::application,
                Role.CLIENT, ClientApplication::application));
    }
}
