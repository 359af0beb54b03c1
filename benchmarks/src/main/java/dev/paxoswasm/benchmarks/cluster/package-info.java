/** Clusters and processes that live as long as a measurement. */
@NullMarked
package dev.paxoswasm.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
