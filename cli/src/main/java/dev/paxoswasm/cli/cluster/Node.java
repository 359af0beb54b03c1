package dev.paxoswasm.cli.cluster;

/** One node, where it is to be found. */
public record Node(Role role, int id, int port) {
    /** As in {@code acceptor-2}. */
    public String name() {
        return role.word() + "-" + id;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
