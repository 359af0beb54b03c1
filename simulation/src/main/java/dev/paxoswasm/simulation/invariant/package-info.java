/** What must hold, checked from outside at every step. */
@NullMarked
package dev.paxoswasm.simulation.invariant;

import org.jspecify.annotations.NullMarked;
