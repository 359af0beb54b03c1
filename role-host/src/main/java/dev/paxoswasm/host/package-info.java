/** How a role's component is entered, one call one turn; without I/O, threads, clock or Spring. */
@NullMarked
package dev.paxoswasm.host;

import org.jspecify.annotations.NullMarked;
