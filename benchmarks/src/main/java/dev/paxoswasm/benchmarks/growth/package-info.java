/** How what a cluster does, costs and needs grows with what is asked of it. */
@NullMarked
package dev.paxoswasm.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
