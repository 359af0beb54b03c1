/**
 * All nodes of a cluster in one JVM: the embedded default. Each is still a web application of its own, on its own port.
 */
@NullMarked
package dev.paxoswasm.standalone;

import org.jspecify.annotations.NullMarked;
