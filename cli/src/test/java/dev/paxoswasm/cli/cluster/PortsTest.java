package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void a_taken_port_is_named_with_its_node_its_owner_and_the_option() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();

            assertThat(Ports.complaints(List.of(new Node(Role.LEARNER, 2, port))))
                    .singleElement()
                    .asString()
                    .startsWith("port " + port + " of learner-2 is taken by java (pid "
                            + ProcessHandle.current().pid() + ")")
                    .endsWith("--learner-port or --port-base");
        }
    }

    @Test
    void a_port_taken_on_all_addresses_is_taken() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(Ports.complaints(List.of(new Node(Role.CLIENT, 1, socket.getLocalPort()))))
                    .hasSize(1);
        }
    }

    @Test
    void a_free_port_is_no_complaint() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(Ports.complaints(List.of(new Node(Role.CLIENT, 1, port)))).isEmpty();
    }
}
