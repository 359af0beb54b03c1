package dev.paxoswasm.simulation.languages;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptor.RecoverRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.simulation.languages.WatchedAcceptor.Asked;
import dev.paxoswasm.simulation.languages.WatchedAcceptor.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls into an acceptor, drawn one at a time: requests of proposers and learners, answers to what it asked, time,
 * restarts, disks that come back empty or older; most of it as it may be in a sound cluster, some as nobody sound would
 * say it. What is drawn depends on the seed and on what an acceptor stored and asked, so two that do the same get the
 * same.
 */
final class RandomCalls {

    private static final long MAX_NUMBER = 9_007_199_254_740_991L;

    /** A call, which gives what it was answered. */
    record Step(String text, Function<WatchedAcceptor, Object> call) {}

    private final SplittableRandom random;
    private final Setting setting;
    private final List<Disk> olderDisks = new ArrayList<>();
    private final List<AcceptRequest> earlier = new ArrayList<>();
    private long now = 1_000;
    private long highestRound = 1;

    RandomCalls(SplittableRandom random, Setting setting) {
        this.random = random;
        this.setting = setting;
    }

    /** The next call, seeing what an acceptor has done so far. */
    Step next(WatchedAcceptor seen) {
        int drawn = random.nextInt(100);
        if (drawn < 30 && !seen.asked().isEmpty()) {
            return answer(seen);
        } else if (drawn < 50) {
            return tick();
        } else if (drawn < 60) {
            return prepare(seen);
        } else if (drawn < 80) {
            return accept(seen);
        } else if (drawn < 84) {
            return readAccepted(seen);
        } else if (drawn < 88) {
            return heartbeat(seen);
        } else if (drawn < 93) {
            return recover(seen);
        } else if (drawn < 97) {
            long node = self();
            return new Step("status " + node, it -> answerOf(() -> it.acceptor().status(node)));
        }
        return restart(seen);
    }

    /** Runs a call; a refusal is an answer, too. */
    private interface Call {
        Object run();
    }

    private static Object answerOf(Call call) {
        try {
            return call.run();
        } catch (RefusalException refused) {
            return refused.refusal();
        }
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private long self() {
        return oneIn(20) ? random.nextLong(0, 7) : setting.cluster().self();
    }

    private Step tick() {
        now += oneIn(10) ? random.nextLong(0, 700_000) : random.nextLong(0, 400);
        long at = oneIn(30) ? random.nextLong(0, now) : now;
        long drawn = random.nextLong();
        return new Step("tick " + at + " " + drawn, it -> {
            it.events().tick(at, drawn);
            return "ticked";
        });
    }

    private static long promisedRound(WatchedAcceptor seen) {
        return seen.copyOfDisk().promised().map(Ballot::round).orElse(0L);
    }

    private static long highestSlot(WatchedAcceptor seen) {
        return seen.highestAccepted().orElse(0L);
    }

    private long number(long near) {
        return switch (random.nextInt(60)) {
            case 0 -> 0;
            case 1 -> MAX_NUMBER;
            case 2 -> near + (1L << 32);
            case 3 -> Math.min(MAX_NUMBER, near + (1L << 32) + 1);
            case 4 -> random.nextLong(0, MAX_NUMBER + 1);
            default -> Math.clamp(near + random.nextLong(-2, 4), 1, MAX_NUMBER);
        };
    }

    private long proposer() {
        return oneIn(30)
                ? random.nextLong(0, 6)
                : setting.cluster()
                        .proposers()
                        .get(random.nextInt(setting.cluster().proposers().size()));
    }

    private Ballot ballot(WatchedAcceptor seen) {
        return new Ballot(number(promisedRound(seen)), proposer());
    }

    private Step prepare(WatchedAcceptor seen) {
        long node = self();
        PrepareRequest request = new PrepareRequest(
                oneIn(3) ? seen.copyOfDisk().promised().orElse(ballot(seen)) : ballot(seen),
                number(random.nextLong(1, highestSlot(seen) + 2)),
                random.nextLong(0, 7));
        return new Step("prepare " + request, it -> answerOf(() -> it.acceptor().prepare(node, request)));
    }

    private Step accept(WatchedAcceptor seen) {
        long node = self();
        AcceptRequest request;
        if (!earlier.isEmpty() && oneIn(4)) {
            request = earlier.get(random.nextInt(earlier.size()));
        } else {
            Ballot ballot = oneIn(2) ? seen.copyOfDisk().promised().orElse(ballot(seen)) : ballot(seen);
            List<Entry> entries = new ArrayList<>();
            for (int count = random.nextInt(oneIn(10) ? 0 : 1, 6); count > 0; count--) {
                entries.add(entry(ballot));
            }
            request = new AcceptRequest(ballot, number(random.nextLong(1, highestSlot(seen) + 3)), entries);
            earlier.add(request);
        }
        return new Step("accept " + request, it -> answerOf(() -> it.acceptor().accept(node, request)));
    }

    private Entry entry(Ballot at) {
        Ballot origin = oneIn(3) ? new Ballot(Math.max(oneIn(20) ? 0 : 1, at.round() - 1), proposer()) : at;
        if (oneIn(40)) {
            origin = new Ballot(Math.min(MAX_NUMBER, at.round() + 1), proposer());
        }
        if (oneIn(4)) {
            return new Entry(origin, new Content.NoOp());
        }
        byte[] payload = new byte[random.nextInt(oneIn(20) ? 60 : 24)];
        random.nextBytes(payload);
        CommandId id = new CommandId(random.nextLong(oneIn(40) ? 0 : 1, 5), random.nextLong(oneIn(40) ? 0 : 1, 99));
        return new Entry(origin, new Content.Command(new Command(id, payload)));
    }

    private Step readAccepted(WatchedAcceptor seen) {
        long node = self();
        ReadAcceptedRequest request =
                new ReadAcceptedRequest(number(random.nextLong(1, highestSlot(seen) + 2)), random.nextLong(0, 7));
        return new Step(
                "read-accepted " + request, it -> answerOf(() -> it.acceptor().readAccepted(node, request)));
    }

    private Step heartbeat(WatchedAcceptor seen) {
        long node = self();
        LeaderHeartbeatRequest request = new LeaderHeartbeatRequest(ballot(seen));
        return new Step(
                "heartbeat " + request, it -> answerOf(() -> it.acceptor().heartbeat(node, request)));
    }

    private Step recover(WatchedAcceptor seen) {
        long node = self();
        long life = seen.loadLife().map(it -> it.life()).orElse(0L);
        RecoverRequest request = new RecoverRequest(oneIn(4) ? number(life) : life);
        return new Step("recover " + request, it -> {
            Object answer = answerOf(() -> it.acceptor().recover(node, request));
            return answer instanceof AcceptorStatus ? answer : List.of(answer);
        });
    }

    private Step restart(WatchedAcceptor seen) {
        Disk disk = seen.copyOfDisk();
        olderDisks.add(disk);
        if (oneIn(3)) {
            disk = oneIn(3) ? Disk.empty() : olderDisks.get(random.nextInt(olderDisks.size()));
        }
        Disk from = disk;
        return new Step("restart over " + from, it -> {
            it.start(from);
            return "started";
        });
    }

    // --- Answers to what it asked
    // -------------------------------------------------------------------------------------

    private Step answer(WatchedAcceptor seen) {
        int place = oneIn(4)
                ? random.nextInt(seen.asked().size())
                : seen.asked().size()
                        - 1
                        - random.nextInt(Math.min(4, seen.asked().size()));
        Asked asked = seen.asked().get(place);
        long call = oneIn(20) ? random.nextLong(0, 50) : asked.call();
        long from = oneIn(20) ? random.nextLong(0, 7) : asked.to();
        Step step = switch (asked.request()) {
            case AdmitRequest request -> {
                WitResult<Admission, Refusal> answer = refusalOr(() -> admission(seen, asked.to(), request));
                yield new Step("admit-answered " + call + " " + from + " " + answer, it -> {
                    it.events().admitAnswered(call, from, answer);
                    return "heard";
                });
            }
            case PrepareRequest request -> {
                WitResult<PrepareOutcome, Refusal> answer = refusalOr(() -> promise(request));
                yield new Step("prepare-answered " + call + " " + from + " " + answer, it -> {
                    it.events().prepareAnswered(call, from, answer);
                    return "heard";
                });
            }
            case ReadAcceptedRequest request -> {
                WitResult<AcceptedPage, Refusal> answer = refusalOr(() -> page(seen, request));
                yield new Step("accepted-read " + call + " " + from + " " + answer, it -> {
                    it.events().acceptedRead(call, from, answer);
                    return "heard";
                });
            }
            default -> throw new IllegalStateException("unknown request " + asked.request());
        };
        if (!oneIn(10)) {
            return new Step(step.text(), it -> {
                Object answer = step.call().apply(it);
                it.asked().removeIf(other -> other.call() == asked.call());
                return answer;
            });
        }
        return step;
    }

    private <T> WitResult<T, Refusal> refusalOr(Supplier<T> answer) {
        if (!oneIn(8)) {
            return new WitResult.Ok<>(answer.get());
        }
        return new WitResult.Err<>(
                switch (random.nextInt(7)) {
                    case 0 -> new Refusal.Misaddressed(3);
                    case 1 -> new Refusal.UnknownNode(4);
                    case 2 -> new Refusal.Invalid("it is „wrong“");
                    case 3 -> new Refusal.TooLarge("");
                    case 4 -> new Refusal.Overloaded(70);
                    case 5 -> new Refusal.Violation("two values");
                    default -> new Refusal.Unavailable("it is gone");
                });
    }

    private Admission admission(WatchedAcceptor seen, long proposer, AdmitRequest request) {
        if (request.above().isPresent() && !oneIn(5)) {
            long round = oneIn(5)
                    ? number(highestRound)
                    : Math.min(MAX_NUMBER, request.above().get() + 1);
            Ballot given = new Ballot(round, oneIn(10) ? proposer() : proposer);
            return new Admission(round, Optional.empty(), Optional.of(given), false);
        }
        highestRound = Math.max(highestRound, Math.min(promisedRound(seen), 1L << 40));
        long round = oneIn(20) ? number(highestRound) : highestRound;
        Optional<KnownAcceptor> known = oneIn(3) ? Optional.empty() : Optional.of(known(seen, request));
        return new Admission(round, known, Optional.empty(), oneIn(3));
    }

    private KnownAcceptor known(WatchedAcceptor seen, AdmitRequest request) {
        Optional<Ballot> promised =
                oneIn(6) ? Optional.of(ballot(seen)) : seen.copyOfDisk().promised();
        long slot = oneIn(8) ? number(highestSlot(seen)) : highestSlot(seen);
        long life = switch (random.nextInt(16)) {
            case 0 -> 0;
            case 1 -> number(request.life());
            case 2 -> Math.min(MAX_NUMBER, request.life() + (1L << 41));
            case 3 -> Math.max(0, request.life() - (1L << 40));
            default -> request.life();
        };
        long acceptor = oneIn(30) ? random.nextLong(0, 6) : setting.cluster().self();
        return new KnownAcceptor(acceptor, life, promised, slot, 0);
    }

    private PrepareOutcome promise(PrepareRequest request) {
        if (oneIn(6)) {
            return new PrepareOutcome.Rejected(
                    new Ballot(number(request.ballot().round() + 1), proposer()));
        }
        Ballot ballot = oneIn(10) ? new Ballot(number(request.ballot().round()), proposer()) : request.ballot();
        return new PrepareOutcome.Promised(new Promise(ballot, List.of(), oneIn(2)));
    }

    private AcceptedPage page(WatchedAcceptor seen, ReadAcceptedRequest request) {
        List<AcceptedEntry> entries = new ArrayList<>();
        long slot = request.firstSlot();
        for (int count = random.nextInt(0, 5); count > 0; count--) {
            Ballot at = new Ballot(Math.max(1, promisedRound(seen) - random.nextLong(-1, 3)), proposer());
            if (at.round() <= MAX_NUMBER && slot <= MAX_NUMBER) {
                entries.add(new AcceptedEntry(slot, at, entry(at)));
            }
            slot += oneIn(30) ? 1_000 : random.nextLong(oneIn(30) ? 0 : 1, 4);
        }
        return new AcceptedPage(entries, oneIn(3));
    }
}
