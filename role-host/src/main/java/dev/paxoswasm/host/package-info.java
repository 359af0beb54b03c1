/**
 * How a role's component is entered, one call one turn: {@link dev.paxoswasm.host.RoleHost}. Free of I/O, threads,
 * clocks and Spring, so that a service and a simulation drive the same classes.
 */
@NullMarked
package dev.paxoswasm.host;

import org.jspecify.annotations.NullMarked;
