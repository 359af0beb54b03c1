/**
 * Every reachable state of a small cluster of the real components: see docs/exhaustive.md for the model and why each
 * reduction is sound.
 */
@NullMarked
package dev.paxoswasm.simulation.exhaustive;

import org.jspecify.annotations.NullMarked;
