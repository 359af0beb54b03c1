package dev.paxoswasm.host;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.Timing;

/** The configuration of a node as its component sees it. */
public record NodeSettings(Cluster cluster, Timing timing, Bounds bounds) implements Node {

    @Override
    public Cluster getCluster() {
        return cluster;
    }

    @Override
    public Timing getTiming() {
        return timing;
    }

    @Override
    public Bounds getBounds() {
        return bounds;
    }
}
