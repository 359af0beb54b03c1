package dev.paxoswasm.standalone;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.client.ClientApplication;
import dev.paxoswasm.coordinator.CoordinatorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.StartFailure;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The nodes of this JVM. They start side by side, and stop together. */
final class RunningNodes implements AutoCloseable {
    /** More of them would only fight for the processors. */
    private static final int LANES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Logger LOG = LoggerFactory.getLogger(RunningNodes.class);

    private final Map<String, ConfigurableApplicationContext> contexts = new ConcurrentHashMap<>();
    private final Map<URI, String> names = new ConcurrentHashMap<>();
    private final NearNodes near =
            new NearNodes((address, call) -> NodeName.within(names.getOrDefault(address, ""), call));
    private final ProcessMeters processMeters = new ProcessMeters();
    private volatile boolean stopping;

    /**
     * Starts all of them that can be started. Of one that does not start, the log says why.
     *
     * @return how many run
     */
    int start(ClusterPlan plan) {
        int running = 0;
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<Boolean>> starts = new ArrayList<>();
            for (NodePlan node : plan.nodes()) {
                starts.add(lanes.submit(() -> start(node, plan)));
            }
            for (Future<Boolean> start : starts) {
                running += start.get() ? 1 : 0;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
        return running;
    }

    private boolean start(NodePlan node, ClusterPlan plan) {
        if (stopping) {
            return false;
        }
        NodeName.set(node.name());
        names.put(node.url(), node.name());
        SpringApplication application = application(node.role());
        application.setRegisterShutdownHook(false);
        application.addInitializers(processMeters::keepFrom);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("nearNodes", near));
        try {
            ConfigurableApplicationContext context =
                    application.run(node.arguments(plan.commonArguments(), plan.dataDirectory()));
            processMeters.showAt(context);
            keep(node, context);
            return true;
        } catch (RuntimeException e) {
            if (StartFailure.explain(e).isEmpty() && !stopping) {
                LOG.error("Not started. {}", String.valueOf(e));
            }
            return false;
        }
    }

    /** Stops at once what was still starting when all were told to stop. */
    private void keep(NodePlan node, ConfigurableApplicationContext context) {
        contexts.put(node.name(), context);
        if (stopping) {
            context.close();
        }
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
        if (!contexts.isEmpty()) {
            LOG.info("The process was told to end (by a signal such as SIGTERM): {} nodes stop.", contexts.size());
        }
        try (ExecutorService closing =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            contexts.forEach((name, context) -> closing.execute(() -> {
                NodeName.set(name);
                context.close();
            }));
        }
    }
}
