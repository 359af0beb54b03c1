/** The service of the role acceptor: {@link dev.paxoswasm.acceptor.AcceptorNode} wires it. */
@NullMarked
package dev.paxoswasm.acceptor;

import org.jspecify.annotations.NullMarked;
