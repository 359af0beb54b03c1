/** Who belongs to the cluster, where each node is reached, and how many acceptors make a quorum. */
@NullMarked
package dev.paxoswasm.role.cluster;

import org.jspecify.annotations.NullMarked;
