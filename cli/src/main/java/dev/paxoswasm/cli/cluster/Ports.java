package dev.paxoswasm.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds out whether the ports that nodes want are free. */
final class Ports {
    private Ports() {}

    /** What is wrong with these nodes' ports, a line each; empty when all are free. */
    static List<String> complaints(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> !isFree(node.port()))
                .map(node -> "port " + node.port() + " of " + node.name() + " is taken"
                        + PortOwner.of(node.port()).map(owner -> " by " + owner).orElse("")
                        + "; choose another with " + node.role().portOption() + " or --port-base")
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Tomcat does; connections that closed a moment ago do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
