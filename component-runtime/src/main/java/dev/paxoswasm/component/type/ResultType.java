package dev.paxoswasm.component.type;

import org.jspecify.annotations.Nullable;

/**
 * Success or failure. Java: {@link dev.paxoswasm.component.ResultValue}.
 *
 * @param ok the type of what a success carries, or null if nothing
 * @param err the type of what a failure carries, or null if nothing
 */
public record ResultType(@Nullable WitType ok, @Nullable WitType err) implements WitType {

    @Override
    public String toString() {
        if (err == null) {
            return ok == null ? "result" : "result<" + ok + ">";
        }
        return "result<" + (ok == null ? "_" : ok) + ", " + err + ">";
    }
}
