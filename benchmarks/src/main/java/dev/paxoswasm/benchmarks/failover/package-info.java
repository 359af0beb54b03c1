/** How long writes stand still when the leader is gone. */
@NullMarked
package dev.paxoswasm.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
