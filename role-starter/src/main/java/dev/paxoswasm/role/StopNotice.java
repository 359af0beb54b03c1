package dev.paxoswasm.role;

import dev.paxoswasm.role.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** Logs that a node stops, and why: without it, one that was stopped looks like one that crashed. */
final class StopNotice implements ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StopNotice.class);
    /** Spring's, which runs when the JVM is told to end or ends by itself. */
    private static final String SHUTDOWN_HOOK = "SpringApplicationShutdownHook";

    private final ApplicationContext context;
    private final Cluster cluster;

    StopNotice(ApplicationContext context, Cluster cluster) {
        this.context = context;
        this.cluster = cluster;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // Those of clients of other nodes are closed too, and tell their parent.
        if (event.getApplicationContext() == context) {
            boolean process = Thread.currentThread().getName().equals(SHUTDOWN_HOOK);
            LOG.info(
                    "{} stops, since {}",
                    cluster.selfName(),
                    process ? "its process was told to end (by a signal such as SIGTERM)" : "it was told to stop");
        }
    }
}
