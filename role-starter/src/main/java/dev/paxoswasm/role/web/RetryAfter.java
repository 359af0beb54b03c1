package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;

/** When it makes sense to ask again. */
final class RetryAfter {

    private static final int UNAVAILABLE_SECONDS = 1;

    private RetryAfter() {}

    /** In seconds; 0 where asking again makes no sense. */
    static long of(Problem problem) {
        if (problem.refusal() instanceof Refusal.Overloaded(long millis)) {
            return Math.max(1, (millis + 999) / 1000);
        }
        return problem.status() == 503 || problem.status() == 429 ? UNAVAILABLE_SECONDS : 0;
    }
}
