/** Recordings of real nodes, repeated call by call. */
@NullMarked
package dev.paxoswasm.simulation.replay;

import org.jspecify.annotations.NullMarked;
