/** How the suite is deployed: the Kubernetes manifests and the Compose file, read strictly, and the latter run. */
@NullMarked
package dev.paxoswasm.systemtests.deployment;

import org.jspecify.annotations.NullMarked;
