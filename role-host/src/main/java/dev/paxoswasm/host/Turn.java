package dev.paxoswasm.host;

import dev.paxoswasm.contract.types.RefusalException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call came to. Neither the outcome nor a message may be seen by anyone before the storage has flushed what
 * the ticket covers; a refusal too may rest on what an earlier call stored.
 *
 * @param outcome the result; null where the component refused, or the function has none
 * @param refusal what the component refused
 * @param ticket what must be durable first
 * @param messages run each, in order, to send what the component sent
 */
public record Turn<R>(@Nullable R outcome, @Nullable RefusalException refusal, long ticket, List<Runnable> messages) {

    /** The result, to be shown once it is durable. */
    public @Nullable R result() {
        if (refusal != null) {
            throw refusal;
        }
        return outcome;
    }
}
