/**
 * The suite on a real Kubernetes cluster, which {@code containers/test-kubernetes} starts: rolled, scaled, drained and
 * lost.
 */
@NullMarked
package dev.paxoswasm.systemtests.kubernetes;

import org.jspecify.annotations.NullMarked;
