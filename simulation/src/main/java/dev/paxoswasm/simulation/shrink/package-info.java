/** Makes a failing run short: drops from its scenario what the failure does not need. */
@NullMarked
package dev.paxoswasm.simulation.shrink;

import org.jspecify.annotations.NullMarked;
