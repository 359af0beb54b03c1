package dev.paxoswasm.simulation.scenario;

import java.util.Comparator;

/** A node. */
public record Address(Role role, long id) implements Comparable<Address> {

    private static final Comparator<Address> ORDER =
            Comparator.comparing(Address::role).thenComparingLong(Address::id);

    @Override
    public int compareTo(Address other) {
        return ORDER.compare(this, other);
    }

    /** The same in each run and JVM, which an enum's hash is not. */
    public long code() {
        return 1_000_003L * role.ordinal() + id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(code());
    }

    @Override
    public String toString() {
        return role.label() + " " + id;
    }
}
