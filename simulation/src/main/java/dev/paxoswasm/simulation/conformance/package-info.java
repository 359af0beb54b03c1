/**
 * Tells whether a component keeps to the contract, rule by rule: scripts of messages with the answers that are right
 * ({@code conformance/}), and random ones that the built-in component answers too.
 */
@NullMarked
package dev.paxoswasm.simulation.conformance;

import org.jspecify.annotations.NullMarked;
