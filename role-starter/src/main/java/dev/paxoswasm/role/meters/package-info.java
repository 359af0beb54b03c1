/**
 * What the meters of a node have in common. The meters themselves stand beside what they measure; docs/metrics.md lists
 * them.
 */
@NullMarked
package dev.paxoswasm.role.meters;

import org.jspecify.annotations.NullMarked;
