package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.RefusalException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request whose body has bounds: bytes, also together with the bodies of others, and the time it takes to arrive. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final BodyLimit limit;
    private final ByteBudget bodies;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private @Nullable ServletInputStream body;
    private int taken;

    LimitedRequest(HttpServletRequest request, BodyLimit limit, ByteBudget bodies, Duration timeout) {
        super(request);
        this.limit = limit;
        this.bodies = bodies;
        this.timeout = timeout;
    }

    /**
     * Takes room for a body whose length is known; that of another is taken as it is read. False where none is left.
     */
    boolean reserve() {
        return getContentLength() <= 0 || take(getContentLength());
    }

    private boolean take(int bytes) {
        boolean taking = bodies.tryTake(bytes);
        taken += taking ? bytes : 0;
        return taking;
    }

    void release() {
        bodies.giveBack(taken);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new LimitedBody(super.getInputStream());
        }
        return body;
    }

    private final class LimitedBody extends ServletInputStream {

        private final ServletInputStream in;
        private long read;

        LimitedBody(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    count(count);
                }
                return count;
            } catch (IOException e) {
                throw e.getCause() instanceof SocketTimeoutException
                        ? tooSlow()
                        : ProblemType.MALFORMED_BODY.because("the body is cut short");
            }
        }

        private void count(int more) {
            read += more;
            if (read > limit.maxBytes()) {
                throw limit.exceeded();
            }
            if (read > taken && !take((int) (read - taken))) {
                throw new RefusalException(Admission.overloaded());
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw tooSlow();
            }
        }

        private ProblemException tooSlow() {
            UnreadBody.leave(LimitedRequest.this);
            return ProblemType.TOO_SLOW.because("the body did not arrive within " + timeout.toSeconds()
                    + " s (paxos.http.body-timeout); nothing was done with what did");
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
