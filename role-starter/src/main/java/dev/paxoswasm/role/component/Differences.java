package dev.paxoswasm.role.component;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Where what a component says of itself is not what would be right, each with both. */
public final class Differences {

    private final List<String> found = new ArrayList<>();

    /** Demands that a member of the status is what it was. */
    public Differences same(String member, Object before, Object after) {
        return require(before.equals(after), member, after, text(before));
    }

    /**
     * Demands something of a member of the status.
     *
     * @param right what would be right, in words
     */
    public Differences require(boolean holds, String member, Object after, String right) {
        if (!holds) {
            found.add(member + " is " + text(after) + ", right is " + right);
        }
        return this;
    }

    /** Demands that a request for another node is refused, and says whose it is. */
    public Differences refusesOthers(long self, LongFunction<?> status) {
        long other = self == 1 ? 2 : self - 1;
        try {
            status.apply(other);
            found.add("it answers for node " + other + ", right is to refuse that as misaddressed");
        } catch (RefusalException e) {
            if (!e.refusal().equals(new Refusal.Misaddressed(self))) {
                found.add("it refuses a request for node " + other + " (" + e.getMessage()
                        + "), right is misaddressed, with its own id " + self);
            }
        }
        return this;
    }

    /** All in one line; empty where there are none. */
    Optional<String> inWords() {
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private static String text(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(Differences::text).orElse("none");
            case Ballot ballot -> ballot.round() + "." + ballot.proposer();
            default -> value.toString();
        };
    }
}
