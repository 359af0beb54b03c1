package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Training;
import picocli.CommandLine.Command;

/** Makes later starts faster; the script does it after a build. */
@Command(
        name = "train",
        hidden = true,
        description =
                "Makes later starts faster: runs a cluster for a moment and keeps what its JVM learned about its classes.")
final class TrainCommand implements Runnable {
    @Override
    public void run() {
        Training training = new Training(Programs.ofProject());
        if (!training.isDone()) {
            training.run();
        }
    }
}
