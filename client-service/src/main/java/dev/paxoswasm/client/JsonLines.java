package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.role.web.ByteBudget;
import dev.paxoswasm.role.web.Problem;
import dev.paxoswasm.role.web.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream of bytes. None is kept beyond a bound, and all streams together hold no more than a budget; a
 * line that is over either is passed over, and has a problem.
 */
final class JsonLines implements AutoCloseable {

    /** What each stream has for itself; a longer line is paid for from the budget. */
    private static final int OWN_BYTES = 8_192;

    private static final long RETRY_MILLIS = 1_000;

    private final InputStream in;
    private final int maxLength;
    private final Duration timeout;
    private final ByteBudget budget;
    private byte[] buffer = new byte[OWN_BYTES];
    private int next;
    private int end;
    private int start;
    private int length;
    private long begun;
    private boolean waiting;
    private @Nullable Problem problem;

    /**
     * @param maxLength bytes, the longest line that is kept
     * @param timeout how long a line may take from its first byte to its end
     */
    JsonLines(InputStream in, int maxLength, Duration timeout, ByteBudget budget) {
        this.in = in;
        this.maxLength = maxLength;
        this.timeout = timeout;
        this.budget = budget;
    }

    /**
     * Goes to the next line; false at the end. What stands after the last line break is a line of its own.
     *
     * @throws SocketTimeoutException if the line took too long
     * @throws IOException if the stream broke off; what was read of a line then is none
     */
    boolean advance() throws IOException {
        problem = null;
        waiting = false;
        start = next;
        shrink();
        while (true) {
            for (; next < end; next++) {
                if (buffer[next] == '\n') {
                    length = next++ - start;
                    if (length > maxLength) {
                        problem = tooLong();
                    }
                    return true;
                }
            }
            if (problem == null && next - start > maxLength) {
                problem = tooLong();
            }
            if (!fill()) {
                length = next - start;
                return length > 0 || problem != null;
            }
        }
    }

    private boolean fill() throws IOException {
        if (problem != null) {
            next = start;
            end = start;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            next -= start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length && !grow()) {
            problem = Problem.of(new Refusal.Overloaded(RETRY_MILLIS));
            next = 0;
            end = 0;
        }
        if (!waiting && (end > 0 || problem != null)) {
            waiting = true;
            begun = System.nanoTime();
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (waiting && System.nanoTime() - begun > timeout.toNanos()) {
            throw new SocketTimeoutException("a line did not end within " + timeout.toSeconds() + " s");
        }
        end += Math.max(0, read);
        return read >= 0;
    }

    private boolean grow() {
        int larger = (int) Math.min(2L * buffer.length, (long) maxLength + OWN_BYTES);
        if (!budget.tryTake(larger - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, larger);
        return true;
    }

    /** Holds no more than what it owns, where that suffices for what is read already. */
    private void shrink() {
        if (buffer.length > OWN_BYTES && end - start <= OWN_BYTES) {
            byte[] own = new byte[OWN_BYTES];
            System.arraycopy(buffer, start, own, 0, end - start);
            budget.giveBack(buffer.length - OWN_BYTES);
            buffer = own;
            end -= start;
            next = 0;
            start = 0;
        }
    }

    /** Whether there is nothing but white space in the line. */
    boolean isBlank() {
        for (int i = start; problem == null && i < start + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return problem == null;
    }

    /** Why the line was passed over; null where it was not. */
    @Nullable
    Problem problem() {
        return problem;
    }

    /** The bytes of the line, without its end. */
    byte[] line() {
        return Arrays.copyOfRange(buffer, start, start + length);
    }

    private Problem tooLong() {
        return new Problem(ProblemType.TOO_LARGE, "the line is longer than " + maxLength + " bytes, the most");
    }

    /** Gives back what it took of the budget. */
    @Override
    public void close() {
        budget.giveBack(buffer.length - OWN_BYTES);
        buffer = new byte[0];
    }
}
