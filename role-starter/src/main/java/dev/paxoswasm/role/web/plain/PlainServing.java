package dev.paxoswasm.role.web.plain;

import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.RequestMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Has plain requests served while the service runs. Where anything was added to the container that is to see every
 * request, and where connections are encrypted, the container has them all.
 */
final class PlainServing implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PlainServing.class);

    /** Stops once the container takes no more requests, and before it closes connections. */
    private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;

    private final WebServerApplicationContext context;
    private final List<PlainHandler> handlers;
    private final Admission admission;
    private final Function<RuntimeException, PlainAnswer> failures;
    private final BooleanSupplier leaving;
    private final RequestMeters requestMeters;
    private final @Nullable Tracing tracing;
    private final MeterRegistry meters;
    private volatile @Nullable PlainProtocol protocol;
    private volatile @Nullable PlainRequests requests;

    PlainServing(
            WebServerApplicationContext context,
            List<PlainHandler> handlers,
            Admission admission,
            Function<RuntimeException, PlainAnswer> failures,
            BooleanSupplier leaving,
            RequestMeters requestMeters,
            @Nullable Tracing tracing,
            MeterRegistry meters) {
        this.context = context;
        this.handlers = handlers;
        this.admission = admission;
        this.failures = failures;
        this.leaving = leaving;
        this.requestMeters = requestMeters;
        this.tracing = tracing;
        this.meters = meters;
    }

    @Override
    public void start() {
        if (!(context.getWebServer() instanceof TomcatWebServer server)) {
            return;
        }
        Tomcat tomcat = server.getTomcat();
        if (!(tomcat.getConnector().getProtocolHandler() instanceof PlainProtocol plain) || plain.isSSLEnabled()) {
            return;
        }
        List<String> witnesses = new ArrayList<>(Witnesses.in(tomcat));
        if (tracing != null) {
            witnesses.add(Tracing.class.getName());
        }
        if (!witnesses.isEmpty()) {
            LOG.info("Every request goes through the container, for what sees them there: {}", witnesses);
            return;
        }
        PlainRequests served = new PlainRequests(
                handlers, admission, failures, plain.getKeepAliveTimeout(), leaving, requestMeters, meters);
        plain.serve(served);
        protocol = plain;
        requests = served;
    }

    @Override
    public void stop(Runnable whenStopped) {
        PlainProtocol plain = protocol;
        PlainRequests served = requests;
        if (plain == null || served == null) {
            whenStopped.run();
            return;
        }
        stop();
        served.whenIdle().thenRun(whenStopped);
    }

    @Override
    public void stop() {
        PlainProtocol plain = protocol;
        if (plain != null) {
            plain.serve(null);
        }
        protocol = null;
        requests = null;
    }

    @Override
    public boolean isRunning() {
        return requests != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
