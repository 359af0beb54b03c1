package dev.paxoswasm.standalone;

import dev.paxoswasm.role.RepeatedErrors;
import dev.paxoswasm.role.StartFailure;
import dev.paxoswasm.role.StopSignal;
import dev.paxoswasm.role.transport.NameCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Starts every node that {@code paxos.cluster} lists in this JVM. Takes the configuration keys of the services;
 * {@code paxos.data-directory} is the folder in which each node gets its own. A node that does not start is logged, and
 * the others run; the process ends where none does.
 */
public final class Standalone {
    static {
        // One configuration for all nodes, made once; each application would set it up anew otherwise.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "standalone-logback.xml");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private Standalone() {}

    public static void main(String[] arguments) {
        NameCache.keepShort();
        StopSignal.endsWithSuccess();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        RepeatedErrors.install(NodeName::current);
        RunningNodes nodes = new RunningNodes();
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::close, "stop"));
        try {
            StructuredLogs.install(arguments);
            ClusterPlan plan = ClusterPlan.of(arguments);
            int running = nodes.start(plan);
            LOG.info("{} of {} nodes run.", running, plan.nodes().size());
            if (running == 0) {
                System.exit(1);
            }
        } catch (RuntimeException e) {
            LOG.error("Not started. {}", StartFailure.explain(e).orElse(e.toString()));
            System.exit(1);
        }
    }
}
