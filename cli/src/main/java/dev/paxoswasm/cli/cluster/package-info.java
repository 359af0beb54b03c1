/**
 * A cluster on this machine: which nodes it has, their processes, their ports, their health, and what is noted about
 * them.
 */
@NullMarked
package dev.paxoswasm.cli.cluster;

import org.jspecify.annotations.NullMarked;
