package dev.paxoswasm.client;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.web.BodyLimit;
import dev.paxoswasm.role.web.Problem;
import dev.paxoswasm.role.web.ProblemType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proposes values as they are read, and answers in their order as they are chosen. One thread reads while the request's own
 * answers. A sender that does not read its answers stops being read; a write that takes too long ends the stream.
 */
final class ProposalStream {

    private static final Logger LOG = LoggerFactory.getLogger(ProposalStream.class);
    private static final int WRITE_BUFFER_BYTES = 16_384;

    private final Proposals proposals;
    private final ProposalReader reader;
    private final JsonMapper json;
    private final int maxLineBytes;
    private final PaxosProperties.Http bounds;

    ProposalStream(
            Proposals proposals, ProposalReader reader, JsonMapper json, BodyLimit limit, PaxosProperties.Http bounds) {
        this.proposals = proposals;
        this.reader = reader;
        this.json = json;
        this.bounds = bounds;
        maxLineBytes = Math.toIntExact(limit.maxBytes());
    }

    /** Returns when all that was read is answered, or can no longer be. */
    void run(InputStream in, OutputStream out, Duration patience) throws InterruptedException {
        ReadAhead readAhead =
                new ReadAhead(bounds.maxReadAhead(), bounds.maxReadAheadSize().toBytes());
        Thread reading = Thread.ofVirtual().name("proposal stream").start(() -> read(in, readAhead, patience));
        try {
            answer(readAhead, out);
        } catch (IOException e) {
            LOG.debug("The answers of a stream of proposals are no longer read: {}", e.getMessage());
        } finally {
            readAhead.abandon();
            reading.join();
        }
    }

    private void read(InputStream in, ReadAhead readAhead, Duration patience) {
        JsonLines lines = new JsonLines(in, maxLineBytes);
        try {
            while (readAhead.awaitRoom() && lines.advance()) {
                readAhead.add(item(lines, patience));
            }
        } catch (IOException e) {
            LOG.debug("A stream of proposals broke off: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readAhead.end();
        }
    }

    private ProposalItem item(JsonLines lines, Duration patience) throws InterruptedException {
        if (lines.isTooLong()) {
            return new ProposalItem.Refused(
                    new Problem(ProblemType.TOO_LARGE, "the line is longer than " + maxLineBytes + " bytes, the most"));
        }
        byte[] line = lines.line();
        return ProposalItem.of(() -> reader.read(line, line.length), patience, proposals);
    }

    private void answer(ReadAhead readAhead, OutputStream response) throws IOException, InterruptedException {
        OutputStream out = new BufferedOutputStream(response, WRITE_BUFFER_BYTES);
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
    }
}
