package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.cli.bench.Machine;
import dev.paxoswasm.cli.cluster.Mode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Behind {@code ./paxos bench --compare}, which checks and documents the options. */
@Command(name = "compare")
public final class CompareCommand implements Callable<Integer> {
    @Option(names = "--peers", split = ",", required = true)
    private List<String> peers = List.of();

    @Option(names = "--modes", split = ",", required = true)
    private List<String> modes = List.of();

    @Option(names = "--clients", split = ",", required = true)
    private List<Integer> clients = List.of();

    @Option(names = "--rounds", required = true)
    private int rounds;

    @Option(names = "--duration", required = true)
    private int seconds;

    @Option(names = "--warm-up", required = true)
    private int warmUpSeconds;

    @Option(names = "--value-size", required = true)
    private int valueSize;

    @Option(names = "--format", required = true)
    private ResultsFormat format = ResultsFormat.TABLE;

    @Override
    public Integer call() {
        // Only the result goes to the output where a program may read it.
        PrintStream progress = format == ResultsFormat.TABLE ? System.out : System.err;
        List<Contestant> contestants = new ArrayList<>();
        for (Contestant contestant : entered()) {
            contestant
                    .missing()
                    .ifPresentOrElse(
                            what -> progress.println(contestant.name() + " is not measured: " + what),
                            () -> contestants.add(contestant));
        }
        progress.printf(
                "three voters on loopback, each write flushed on a majority, values of %d bytes, one a request;"
                        + " %d rounds, each measurement %d s after %d s of warm-up%n",
                valueSize, rounds, seconds, warmUpSeconds);
        Results results = new Comparison(
                        contestants,
                        clients,
                        rounds,
                        valueSize,
                        Duration.ofSeconds(warmUpSeconds),
                        Duration.ofSeconds(seconds))
                .run(progress);
        System.out.print(format.show(results));
        progress.println(Machine.here().text());
        return results.errors() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<Contestant> entered() {
        List<Contestant> entered = new ArrayList<>();
        for (String mode : modes) {
            entered.add(new PaxosContestant(mode.equals("up") ? Mode.ONE_PROCESS : Mode.PROCESSES));
        }
        for (String peer : peers) {
            entered.add(
                    switch (peer.toLowerCase(Locale.ROOT)) {
                        case "etcd" -> new EtcdContestant();
                        case "zookeeper" -> ZooKeeperContestant.ofManySessions();
                        case "zookeeper-pipelined" -> ZooKeeperContestant.ofFewSessions();
                        case "http-only" -> new HttpOnlyContestant();
                        default -> throw new IllegalArgumentException("no peer is called " + peer);
                    });
        }
        return entered;
    }
}
