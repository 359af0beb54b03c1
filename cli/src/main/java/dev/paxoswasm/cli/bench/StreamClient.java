package dev.paxoswasm.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps one request open: streams values, a window of them under way, and reads their answers meanwhile. */
final class StreamClient extends LoadClient {
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final int OK = 200;

    private record Sent(byte[] value, long at) {}

    private final byte[] head;
    private final int window;
    private final Values values;
    private final Acknowledgements acknowledgements;
    private final ProposalBatches line = new ProposalBatches(1);
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private boolean ended;

    StreamClient(InetSocketAddress address, byte[] head, int window, Values values, Acknowledgements acknowledgements) {
        super(address);
        this.head = head;
        this.window = window;
        this.values = values;
        this.acknowledgements = acknowledgements;
    }

    @Override
    ByteBuffer begin(BooleanSupplier goOn) {
        underWay.clear();
        ended = false;
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        start.writeBytes(head);
        start.writeBytes(CHUNKED);
        refill(start, goOn);
        return ByteBuffer.wrap(underWay.isEmpty() ? new byte[0] : start.toByteArray());
    }

    @Override
    @Nullable
    ByteBuffer received(BooleanSupplier goOn) {
        if (reader.status() != 0 && reader.status() != OK) {
            if (reader.isComplete()) {
                tally.error("status " + reader.status());
                underWay.clear();
            }
            return null;
        }
        takeLines();
        if (reader.isComplete() && !underWay.isEmpty()) {
            tally.error("wrong answer: fewer lines than values");
            underWay.clear();
        }
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        if (!ended) {
            refill(more, goOn);
        }
        return more.size() == 0 ? null : ByteBuffer.wrap(more.toByteArray());
    }

    private void takeLines() {
        long now = System.nanoTime();
        byte[] body = reader.body();
        int start = 0;
        for (int i = 0; i < reader.length(); i++) {
            if (body[i] == '\n') {
                takeLine(body, start, i + 1, now);
                start = i + 1;
            }
        }
        reader.discard(start);
    }

    private void takeLine(byte[] body, int start, int end, long now) {
        Sent sent = underWay.poll();
        if (sent == null) {
            tally.error("wrong answer: more lines than values");
            return;
        }
        try {
            byte[] answer = java.util.Arrays.copyOfRange(body, start, end);
            long slot = line.positions(OK, answer, answer.length, List.of(sent.value()))[0];
            tally.add(slot, now - sent.at());
            acknowledgements.heard(sent.value(), slot, sent.at(), now);
        } catch (BadAnswerException e) {
            tally.error(String.valueOf(e.getMessage()));
        }
    }

    /** One chunk with as many values as the window has room for; the end of the request once there are no more. */
    private void refill(ByteArrayOutputStream output, BooleanSupplier goOn) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long now = System.nanoTime();
        while (underWay.size() < window && !ended) {
            if (goOn.getAsBoolean()) {
                byte[] value = values.next();
                underWay.add(new Sent(value, now));
                lines.writeBytes(line.body(List.of(value)));
            } else {
                ended = true;
            }
        }
        if (lines.size() > 0) {
            output.writeBytes((Integer.toHexString(lines.size()) + "\r\n").getBytes(US_ASCII));
            output.writeBytes(lines.toByteArray());
            output.writeBytes("\r\n".getBytes(US_ASCII));
        }
        if (ended) {
            output.writeBytes(LAST_CHUNK);
        }
    }

    @Override
    boolean isWaiting() {
        return !underWay.isEmpty();
    }
}
