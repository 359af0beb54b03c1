/** The service of the role coordinator: {@link dev.paxoswasm.coordinator.CoordinatorNode} wires it. */
@NullMarked
package dev.paxoswasm.coordinator;

import org.jspecify.annotations.NullMarked;
