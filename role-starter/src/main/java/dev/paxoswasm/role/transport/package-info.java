/** Messages to other nodes: typed clients by node id, and a bounded queue for each destination. */
@NullMarked
package dev.paxoswasm.role.transport;

import org.jspecify.annotations.NullMarked;
