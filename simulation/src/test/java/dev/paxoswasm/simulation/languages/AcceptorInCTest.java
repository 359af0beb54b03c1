package dev.paxoswasm.simulation.languages;

import java.nio.file.Path;

/** The acceptor of {@code components/c} is the one of {@code components/rust}, in another language. */
class AcceptorInCTest extends SameAcceptor {

    AcceptorInCTest() {
        super(Path.of("..", "components", "c", "acceptor.wasm"));
    }
}
