package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.trace.Trace;
import dev.paxoswasm.role.web.BodyLimit;
import dev.paxoswasm.role.web.ByteBudget;
import dev.paxoswasm.role.web.Problem;
import dev.paxoswasm.role.web.ProblemException;
import dev.paxoswasm.role.web.ProblemType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proposes values as they are read, and answers in their order as they are chosen. One thread reads while the request's
 * own answers. A sender that does not read its answers stops being read; a write that takes too long ends the stream.
 */
final class ProposalStream {

    /** How a stream came to its end. */
    enum Ending {
        /** All that was sent was read, and answered. */
        WHOLE,
        /** What follows is not read: the stream broke off, or its sender took too long to send or to read. */
        BROKEN_OFF
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProposalStream.class);
    private static final int WRITE_BUFFER_BYTES = 8_192;
    private static final long RETRY_MILLIS = 1_000;

    private final Proposals proposals;
    private final ProposalReader reader;
    private final JsonMapper json;
    private final int maxLineBytes;
    private final PaxosProperties.Http bounds;
    private final ByteBudget budget;

    ProposalStream(
            Proposals proposals,
            ProposalReader reader,
            JsonMapper json,
            BodyLimit limit,
            PaxosProperties.Http bounds,
            ByteBudget budget) {
        this.proposals = proposals;
        this.reader = reader;
        this.json = json;
        this.bounds = bounds;
        this.budget = budget;
        maxLineBytes = Math.toIntExact(limit.maxBytes());
    }

    /** Returns when all that was read is answered, or can no longer be. */
    Ending run(InputStream in, OutputStream out, Duration patience) {
        ReadAhead readAhead =
                new ReadAhead(bounds.maxReadAhead(), bounds.maxReadAheadSize().toBytes(), budget);
        Reading reading = new Reading(in, readAhead, patience);
        Thread thread = Thread.ofVirtual().name("proposal stream").start(traced(reading));
        try {
            answer(readAhead, out);
        } catch (IOException e) {
            LOG.debug("The answers of a stream of proposals are no longer read: {}", e.getMessage());
            reading.ending = Ending.BROKEN_OFF;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reading.ending = Ending.BROKEN_OFF;
        } finally {
            readAhead.abandon();
            join(thread);
        }
        return reading.ending;
    }

    /** The values that it reads are a part of what the stream is a part of. */
    private static Runnable traced(Runnable reading) {
        Trace trace = Trace.current();
        return () -> Trace.within(trace, reading);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Reading implements Runnable {

        private final InputStream in;
        private final ReadAhead readAhead;
        private final Duration patience;
        private volatile Ending ending = Ending.WHOLE;

        Reading(InputStream in, ReadAhead readAhead, Duration patience) {
            this.in = in;
            this.readAhead = readAhead;
            this.patience = patience;
        }

        @Override
        public void run() {
            try (JsonLines lines = new JsonLines(in, maxLineBytes, bounds.bodyTimeout(), budget)) {
                while (readAhead.awaitRoom() && lines.advance()) {
                    if (!lines.isBlank()) {
                        readAhead.add(item(lines));
                    }
                }
            } catch (IOException e) {
                ending = Ending.BROKEN_OFF;
                LOG.debug("A stream of proposals broke off: {}", e.getMessage());
                if (e instanceof SocketTimeoutException) {
                    tooSlow(e.getMessage() + " (paxos.http.body-timeout)");
                } else if (e.getCause() instanceof SocketTimeoutException) {
                    tooSlow("nothing came for too long (server.tomcat.connection-timeout)");
                }
            } catch (InterruptedException e) {
                ending = Ending.BROKEN_OFF;
                Thread.currentThread().interrupt();
            } finally {
                readAhead.end();
            }
        }

        private void tooSlow(String detail) {
            readAhead.add(new ProposalItem.Refused(new Problem(ProblemType.TOO_SLOW, detail)));
        }

        private ProposalItem item(JsonLines lines) throws InterruptedException {
            long start = System.nanoTime();
            return ProposalItem.of(body(lines), patience, start, proposals);
        }

        private Supplier<ProposalBody> body(JsonLines lines) throws InterruptedException {
            Problem problem = lines.problem();
            if (problem != null) {
                return refused(new ProblemException(problem));
            }
            byte[] line = lines.line();
            return readAhead.reserve(line.length, patience.toNanos())
                    ? () -> reader.read(line, line.length)
                    : refused(new RefusalException(new Refusal.Overloaded(RETRY_MILLIS)));
        }

        private static Supplier<ProposalBody> refused(RuntimeException why) {
            return () -> {
                throw why;
            };
        }
    }

    private void answer(ReadAhead readAhead, OutputStream response) throws IOException, InterruptedException {
        OutputStream out = new BufferedOutputStream(response, WRITE_BUFFER_BYTES);
        // Whoever sends hears at once that it is taken.
        response.flush();
        long index = 0;
        for (ProposalItem item = readAhead.awaitOldest(); item != null; item = readAhead.awaitOldest()) {
            out.write(item.outcome(index++, proposals).write(json));
            out.write('\n');
            readAhead.answered();
            if (!readAhead.nextIsSettled()) {
                out.flush();
                response.flush();
            }
        }
        out.flush();
        response.flush();
    }
}
