/** The suite and its peers under one load, in turn. */
@NullMarked
package dev.paxoswasm.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
