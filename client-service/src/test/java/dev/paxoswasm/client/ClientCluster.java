package dev.paxoswasm.client;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import java.nio.file.Path;
import java.util.Map;

/** What a client needs around it: real services with real components and files. */
final class ClientCluster {

    private ClientCluster() {}

    /** None of its nodes runs yet. */
    static LocalCluster in(Path data, String... options) {
        return new LocalCluster(
                data,
                Map.of(
                        Role.ACCEPTOR, AcceptorApplication::application,
                        Role.LEARNER, LearnerApplication::application,
                        Role.PROPOSER, ProposerApplication::application,
                        Role.CLIENT, ClientApplication::application),
                options);
    }
}
