package dev.paxoswasm.role.storage;

import dev.paxoswasm.role.cluster.Cluster;

/** What can be done about a store that cannot be opened, by role; {@code docs/disks.md} says why. */
final class LostStore {

    private LostStore() {}

    static String whatToDo(Cluster cluster) {
        String first = "cure that and start it again; where the store is damaged, ";
        return switch (cluster.role()) {
            case ACCEPTOR ->
                first + "do not restore a copy: move the directory away, start " + cluster.selfName()
                        + " with an empty one, and say ./paxos recover acceptor-" + cluster.self()
                        + " (POST /acceptors/" + cluster.self() + "/recover); see docs/disks.md";
            case PROPOSER ->
                first + "do not restore a copy: move the directory away and start " + cluster.selfName()
                        + " with an empty one; it asks the acceptors which ballots it may have used; see docs/disks.md";
            case LEARNER ->
                first + "move the directory away and start " + cluster.selfName()
                        + " with an empty one: it learns all of it again; see docs/disks.md";
            case CLIENT, COORDINATOR -> first + "move the directory away";
        };
    }
}
