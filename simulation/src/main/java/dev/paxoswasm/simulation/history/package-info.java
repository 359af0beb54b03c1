/**
 * Histories of concurrent operations, and whether they are linearizable: M. Herlihy and J. Wing,
 * <em>Linearizability</em> (1990), checked as in J. Wing and C. Gong, <em>Testing and Verifying Concurrent Objects</em>
 * (1993), with the memory of configurations of G. Lowe, <em>Testing for Linearizability</em> (2017).
 *
 * <p>A {@link dev.paxoswasm.simulation.history.HistoryRecorder} takes down who asked what when, and what came back;
 * times are of one clock, virtual or real. {@link dev.paxoswasm.simulation.history.ReplicatedLogCheck} judges histories
 * of the log, {@link dev.paxoswasm.simulation.history.LinearizabilityCheck} those of anything that has a
 * {@link dev.paxoswasm.simulation.history.SequentialSpecification}.
 */
@NullMarked
package dev.paxoswasm.simulation.history;

import org.jspecify.annotations.NullMarked;
