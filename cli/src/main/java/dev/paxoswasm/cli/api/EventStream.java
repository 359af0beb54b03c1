package dev.paxoswasm.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Log entries that come as server-sent events. */
public final class EventStream implements AutoCloseable {
    private final BufferedReader lines;

    EventStream(InputStream body) {
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** Waits for the next entry; empty when the service has ended the stream. */
    public Optional<LogEntry> next() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(LogEntry.of(JsonMapper.shared().readTree(data.toString())));
            }
            if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length()).append('\n');
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
