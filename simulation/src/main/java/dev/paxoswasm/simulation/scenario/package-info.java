/**
 * What is simulated in one run, drawn from a seed before it starts: the shape of the cluster, what users do, what goes
 * wrong.
 */
@NullMarked
package dev.paxoswasm.simulation.scenario;

import org.jspecify.annotations.NullMarked;
