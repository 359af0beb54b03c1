package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.testing.Clusters;
import dev.paxoswasm.role.testing.TestNames;
import dev.paxoswasm.role.web.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node that comes back under its name at another address, while at the old one nobody answers, and nobody says so.
 */
class MovedNodeTest {

    static {
        NameCache.keepShort();
    }

    /** Its own in each test, for the JVM remembers for a second what it was told of a name. */
    private final String name = "moved-" + UUID.randomUUID() + ".test";

    private static final LearnRequest VOTES = new LearnRequest(List.of());
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration FEW_SECONDS = Duration.ofSeconds(6);

    private final Deadlines deadlines = new Deadlines("test");
    private final MessageCalls calls = new MessageCalls(
            Clusters.properties().http(),
            WireFormat.json(1_000),
            1_000,
            deadlines,
            new PeerIdentities(Clusters.of(Role.PROPOSER, 1)));
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer before;
    private HttpServer after;
    private volatile boolean silent;
    private volatile boolean asked;

    @BeforeEach
    void start() throws IOException {
        before = server("127.0.0.2", 0, 1);
        after = server("127.0.0.3", before.getAddress().getPort(), 2);
        TestNames.put(name, "127.0.0.2");
    }

    private HttpServer server(String address, int port, long answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (silent && server == before) {
                asked = true;
                await();
            }
            byte[] body = WitBinary.encode(new LearnOutcome(answer));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        ended.countDown();
        TestNames.remove(name);
        calls.close();
        deadlines.close();
        before.stop(0);
        after.stop(0);
    }

    private LearnerHttp node() {
        return calls.to(
                LearnerHttp.class,
                URI.create("http://" + name + ":" + before.getAddress().getPort()),
                LONG);
    }

    @Test
    void what_waits_for_the_old_address_is_given_up_and_the_next_call_goes_to_the_new_one() throws Exception {
        LearnerHttp node = node();
        assertThat(node.learn(1, VOTES).chosenThrough()).isEqualTo(1);
        silent = true;
        Thread moving = Thread.ofVirtual().start(() -> {
            while (!asked) {
                Thread.onSpinWait();
            }
            TestNames.put(name, "127.0.0.3");
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> node.learn(1, VOTES)).isInstanceOf(UncheckedIOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FEW_SECONDS);
        moving.join();
        assertThat(node.learn(1, VOTES).chosenThrough()).isEqualTo(2);
    }

    @Test
    void a_connection_that_is_kept_to_the_old_address_is_not_used_for_long() throws Exception {
        LearnerHttp node = node();
        node.learn(1, VOTES);
        TestNames.put(name, "127.0.0.3");
        long start = System.nanoTime();

        while (node.learn(1, VOTES).chosenThrough() == 1) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FEW_SECONDS);
            Thread.sleep(10);
        }
    }

    @Test
    void while_the_name_is_unknown_the_old_address_is_kept() throws Exception {
        LearnerHttp node = node();
        assertThat(node.learn(1, VOTES).chosenThrough()).isEqualTo(1);
        TestNames.remove(name);

        for (int i = 0; i < 30; i++) {
            assertThat(node.learn(1, VOTES).chosenThrough()).isEqualTo(1);
            Thread.sleep(100);
        }
    }
}
