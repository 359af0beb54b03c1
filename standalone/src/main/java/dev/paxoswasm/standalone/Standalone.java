package dev.paxoswasm.standalone;

import dev.paxoswasm.role.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Starts every node that {@code paxos.cluster} lists in this JVM. Takes the configuration keys of the services;
 * {@code paxos.data-directory} is the folder in which each node gets its own.
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
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        RunningNodes nodes = new RunningNodes();
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::close, "stop"));
        try {
            ClusterPlan plan = ClusterPlan.of(arguments);
            nodes.start(plan);
            LOG.info("All {} nodes run.", plan.nodes().size());
        } catch (ConfigurationException | RunningNodes.NotStartedException e) {
            LOG.error("Not started. {}", e.getMessage());
            System.exit(1);
        }
    }
}
