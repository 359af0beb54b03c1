/** The service of the role learner: {@link dev.paxoswasm.learner.LearnerNode} wires it. */
@NullMarked
package dev.paxoswasm.learner;

import org.jspecify.annotations.NullMarked;
