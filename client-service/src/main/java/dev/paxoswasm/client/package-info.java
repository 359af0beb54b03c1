/** The service of the role client: {@link dev.paxoswasm.client.ClientNode} wires it. */
@NullMarked
package dev.paxoswasm.client;

import org.jspecify.annotations.NullMarked;
