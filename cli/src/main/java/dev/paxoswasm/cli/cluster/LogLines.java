package dev.paxoswasm.cli.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads whole lines of a log file that grows. */
public final class LogLines {
    private static final int READ_AT_ONCE = 1 << 16;

    private final Path file;
    private long position;

    LogLines(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** The lines that were completed since the last call; at most 64 KiB of them. */
    List<String> next() {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            if (input.length() < position) {
                position = 0;
            }
            input.seek(position);
            byte[] buffer = new byte[READ_AT_ONCE];
            int length = Math.max(0, input.read(buffer));
            int end = endOfLastLine(buffer, length);
            position += end;
            return new String(buffer, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static int endOfLastLine(byte[] buffer, int length) {
        int end = length;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        // A line longer than the buffer is given in pieces.
        return end == 0 && length == buffer.length ? length : end;
    }

    /** The last lines from a position on. */
    public static List<String> last(int count, Path file, long from) {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(from, input.length() - READ_AT_ONCE);
            input.seek(start);
            byte[] bytes = new byte[(int) (input.length() - start)];
            input.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
