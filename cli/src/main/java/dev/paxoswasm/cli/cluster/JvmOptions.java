package dev.paxoswasm.cli.cluster;

import java.util.List;

/**
 * How the JVM of a node is run.
 *
 * @param mark what tells the process from others
 * @param heap the most memory for Java objects, as in {@code 256m}
 */
record JvmOptions(String mark, String heap) {
    List<String> arguments() {
        return List.of(
                // First, so that it is seen where the system shows only the beginning of a long command line.
                NodeProcess.argumentWith(mark),
                "-Xmx" + heap,
                "-Xms" + heap,
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true");
    }
}
