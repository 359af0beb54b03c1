/**
 * The cluster at work under one scenario: nodes with the real components and the host logic of production, over a
 * simulated network, clock and disk.
 */
@NullMarked
package dev.paxoswasm.simulation.world;

import org.jspecify.annotations.NullMarked;
