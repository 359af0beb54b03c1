/** A whole cluster in one thread: the real components over a simulated network, clock and disk. */
@NullMarked
package dev.paxoswasm.simulation;

import org.jspecify.annotations.NullMarked;
