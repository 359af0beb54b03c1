package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.StopPhase;
import dev.paxoswasm.role.web.Admission;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams the log as server-sent events. Each follower has the virtual thread of its request and at most one page in
 * memory; one that does not read is cut off when a write takes too long.
 */
final class LogFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final long PAGE_ENTRIES = 256;

    /** Also how often something is sent, so that proxies keep the connection and a gone follower is noticed. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final long RETRY_MILLIS = 500;
    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final LogReader log;
    private final Admission admission;
    private final JsonMapper json;
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    LogFollower(LogReader log, Admission admission, JsonMapper json) {
        this.log = log;
        this.admission = admission;
        this.json = json;
    }

    /** Streams until the follower is gone or the service stops. */
    void follow(long firstSlot, HttpServletRequest request, HttpServletResponse response) {
        start(response);
        if (request.getMethod().equals("HEAD")) {
            // Nothing is sent but the head, so it would never be noticed that the follower is gone.
            return;
        }
        admission.waiting(() -> {
            try {
                stream(firstSlot, response.getOutputStream());
            } catch (IOException e) {
                LOG.debug("A follower of the log is gone: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void start(HttpServletResponse response) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void stream(long firstSlot, ServletOutputStream out) throws IOException, InterruptedException {
        out.write(KEEP_ALIVE);
        out.flush();
        long next = firstSlot;
        CountDownLatch stop = stopping;
        while (stop.getCount() > 0) {
            try {
                LogPage page = log.follow(next, PAGE_ENTRIES, LONGEST_WAIT.toMillis());
                for (ChosenEntry entry : page.entries()) {
                    event(entry, out);
                    next = entry.slot() + 1;
                }
                if (page.entries().isEmpty()) {
                    out.write(KEEP_ALIVE);
                }
            } catch (RefusalException e) {
                LOG.debug("The log cannot be followed at present: {}", e.getMessage());
                out.write(KEEP_ALIVE);
                stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
            out.flush();
        }
    }

    private void event(ChosenEntry entry, ServletOutputStream out) throws IOException {
        out.write(("id: " + entry.slot() + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.write(json.writeValueAsBytes(LogEntry.of(entry)));
        out.write('\n');
        out.write('\n');
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
    }

    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return StopPhase.LEAVING;
    }
}
