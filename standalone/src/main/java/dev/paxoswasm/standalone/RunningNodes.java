package dev.paxoswasm.standalone;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.client.ClientApplication;
import dev.paxoswasm.coordinator.CoordinatorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.transport.NearNodes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The nodes of this JVM. They start side by side, and stop together. */
final class RunningNodes implements AutoCloseable {
    /** More of them would only fight for the processors. */
    private static final int LANES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Map<String, ConfigurableApplicationContext> contexts = new ConcurrentHashMap<>();
    private final Map<URI, String> names = new ConcurrentHashMap<>();
    private final NearNodes near =
            new NearNodes((address, call) -> NodeName.within(names.getOrDefault(address, ""), call));
    private volatile boolean stopping;

    /** @throws NotStartedException if a node did not start; the log has its reason, and the others may run */
    void start(ClusterPlan plan) throws NotStartedException {
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> starts = new ArrayList<>();
            for (NodePlan node : plan.nodes()) {
                starts.add(lanes.submit(() -> start(node, plan)));
            }
            for (int i = 0; i < starts.size(); i++) {
                try {
                    starts.get(i).get();
                } catch (ExecutionException _) {
                    stopping = true;
                    throw new NotStartedException(plan.nodes().get(i).name());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    stopping = true;
                    return;
                }
            }
        }
    }

    private void start(NodePlan node, ClusterPlan plan) {
        if (stopping) {
            return;
        }
        NodeName.set(node.name());
        names.put(node.url(), node.name());
        SpringApplication application = application(node.role());
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("nearNodes", near));
        contexts.put(node.name(), application.run(node.arguments(plan.commonArguments(), plan.dataDirectory())));
    }

    private static SpringApplication application(Role role) {
        return switch (role) {
            case CLIENT -> ClientApplication.application();
            case PROPOSER -> ProposerApplication.application();
            case ACCEPTOR -> AcceptorApplication.application();
            case LEARNER -> LearnerApplication.application();
            case COORDINATOR -> CoordinatorApplication.application();
        };
    }

    /** Stops all of them at once, each as it would stop alone. */
    @Override
    public void close() {
        stopping = true;
        try (ExecutorService closing =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            contexts.forEach((name, context) -> closing.execute(() -> {
                NodeName.set(name);
                context.close();
            }));
        }
    }

    /** A node did not start. */
    static final class NotStartedException extends Exception {
        NotStartedException(String node) {
            super(node + " did not start; the other nodes are stopped");
        }
    }
}
