/** The service of the role proposer: {@link dev.paxoswasm.proposer.ProposerNode} wires it. */
@NullMarked
package dev.paxoswasm.proposer;

import org.jspecify.annotations.NullMarked;
