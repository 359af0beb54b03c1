package dev.paxoswasm.role.web;

import java.net.InetAddress;

/** The addresses by which a machine, or a pod, calls itself. */
final class Loopback {

    private Loopback() {}

    /** The address is one in numbers, so that nothing is looked up. */
    static boolean is(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
