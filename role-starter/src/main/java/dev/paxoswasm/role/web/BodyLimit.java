package dev.paxoswasm.role.web;

import dev.paxoswasm.role.PaxosProperties;

/**
 * The longest body of a request.
 *
 * @param maxBytes derived from the bounds on what a message may carry
 */
public record BodyLimit(long maxBytes) {

    /** Room for what stands around the payload of one entry: member names, ballots, ids. */
    private static final long ENTRY_BYTES = 512;

    private static final long MESSAGE_BYTES = 65_536;

    /** A batch carries so many payload bytes, or a single larger value; base64 makes four bytes of three. */
    public static BodyLimit of(PaxosProperties.Bounds bounds) {
        long payload =
                Math.max(bounds.maxBatchSize().toBytes(), bounds.maxValueSize().toBytes());
        return new BodyLimit((payload + 2) / 3 * 4 + bounds.maxBatchEntries() * ENTRY_BYTES + MESSAGE_BYTES);
    }

    ProblemException exceeded() {
        return ProblemType.TOO_LARGE.because("the body is longer than " + maxBytes + " bytes, the most that is taken");
    }
}
