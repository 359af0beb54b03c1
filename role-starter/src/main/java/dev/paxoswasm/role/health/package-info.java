/** Liveness, readiness and information of a node. */
@NullMarked
package dev.paxoswasm.role.health;

import org.jspecify.annotations.NullMarked;
