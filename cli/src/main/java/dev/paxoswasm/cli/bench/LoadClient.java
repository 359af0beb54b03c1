package dev.paxoswasm.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One client: proposes a value of its own, waits until it is chosen, checks the answer, and proposes the next. */
final class LoadClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int WAIT_SECONDS = 5;
    private static final int CREATED = 201;
    private static final long PAUSE_AFTER_BREAK_NANOS = 20_000_000;

    private final URI address;
    private final String name;
    private final int valueSize;
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> errors = new TreeMap<>();
    private long[] slots = new long[1024];
    private int sequence;
    private @Nullable Connection connection;

    /** @param name no other client's, so that no two values are the same */
    LoadClient(URI address, String name, int valueSize) {
        this.address = address;
        this.name = name;
        this.valueSize = valueSize;
    }

    void run(BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            String value = nextValue();
            long began = System.nanoTime();
            try {
                long slot = propose(value);
                note(slot, System.nanoTime() - began);
            } catch (IOException e) {
                count("connection: " + e.getMessage());
                disconnect();
                LockSupport.parkNanos(PAUSE_AFTER_BREAK_NANOS);
            } catch (BadAnswerException e) {
                count(String.valueOf(e.getMessage()));
            }
        }
        disconnect();
    }

    private long propose(String value) throws IOException, BadAnswerException {
        Connection open = connection;
        if (open == null || !open.isReusable()) {
            disconnect();
            open = new Connection(address, WAIT_SECONDS);
            connection = open;
        }
        // Only letters, digits, '-' and '.': nothing to escape.
        byte[] body = ("{\"value\":\"" + value + "\"}").getBytes(StandardCharsets.US_ASCII);
        Connection.Answer answer = open.post(body);
        if (answer.status() != CREATED) {
            throw new BadAnswerException("status " + answer.status());
        }
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (!json.path("value").asString("").equals(value)) {
                throw new BadAnswerException("wrong answer: another value than the one proposed");
            }
            return json.required("slot").asLong();
        } catch (JacksonException | IllegalArgumentException _) {
            throw new BadAnswerException("wrong answer: not what the API promises");
        }
    }

    private String nextValue() {
        String start = name + "." + ++sequence + "-";
        return start.length() >= valueSize ? start : start + ".".repeat(valueSize - start.length());
    }

    private void note(long slot, long nanos) {
        if (latencies.count() == slots.length) {
            slots = Arrays.copyOf(slots, slots.length * 2);
        }
        slots[latencies.count()] = slot;
        latencies.add(nanos);
    }

    private void count(String error) {
        errors.merge(error, 1, Integer::sum);
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException _) {
            // It is of no more use in any case.
        }
        connection = null;
    }

    Latencies latencies() {
        return latencies;
    }

    long[] slots() {
        return Arrays.copyOf(slots, latencies.count());
    }

    Map<String, Integer> errors() {
        return errors;
    }

    /** The service answered, but not that this value is chosen. */
    private static final class BadAnswerException extends Exception {
        BadAnswerException(String message) {
            super(message);
        }
    }
}
