package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.client.SubmitReceipt;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.simulation.history.History;
import dev.paxoswasm.simulation.history.HistoryRecorder;
import dev.paxoswasm.simulation.history.LogOperation;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who propose values and read the log, and remember what they saw. */
final class Users {

    private record Waiting(Life life, HistoryRecorder<LogOperation, LogOperation.Answer>.Call call) {}

    private final World world;
    private final HistoryRecorder<LogOperation, LogOperation.Answer> recorder = new HistoryRecorder<>();
    private final Map<CommandId, Waiting> waiting = new HashMap<>();
    private final Map<HistoryRecorder<LogOperation, LogOperation.Answer>.Call, Life> reading = new HashMap<>();
    private long submitted;
    private long reported;
    private long number;

    Users(World world) {
        this.world = world;
    }

    void does(Usage usage) {
        switch (usage) {
            case Usage.Append append -> append(append);
            case Usage.Read read -> read(read);
        }
    }

    private void append(Usage.Append append) {
        Life life = world.node(append.client()).life;
        if (life == null) {
            return;
        }
        List<byte[]> payloads = new ArrayList<>();
        List<HistoryRecorder<LogOperation, LogOperation.Answer>.Call> calls = new ArrayList<>();
        for (int i = 0; i < append.values(); i++) {
            byte[] payload = payload(++number, append.bytes());
            payloads.add(payload);
            LogOperation.Append input = new LogOperation.Append(HexFormat.of().formatHex(payload));
            calls.add(recorder.invoked((int) append.client().id(), input, world.now()));
        }
        SubmitRequest request = new SubmitRequest(payloads);
        world.whenRunning(
                life,
                () -> life.enter(
                        "submit",
                        exports -> exports.client().submit(append.client().id(), request),
                        answer -> {
                            SubmitReceipt receipt = answer.ok();
                            if (receipt == null) {
                                calls.forEach(HistoryRecorder.Call::refused);
                                return;
                            }
                            world.trace.note(append.client(), "submits " + Script.shown(receipt.ids()));
                            submitted += receipt.ids().size();
                            for (int i = 0; i < receipt.ids().size(); i++) {
                                world.ghost.submitted(receipt.ids().get(i), payloads.get(i));
                                waiting.put(receipt.ids().get(i), new Waiting(life, calls.get(i)));
                            }
                            world.in(append.patience(), () -> giveUp(life, receipt.ids()));
                        }));
    }

    private static byte[] payload(long number, int bytes) {
        byte[] payload = new byte[bytes];
        for (int i = 0; i < Long.BYTES; i++) {
            payload[i] = (byte) (number >>> (8 * i));
        }
        return payload;
    }

    private void giveUp(Life life, List<CommandId> ids) {
        List<CommandId> given =
                ids.stream().filter(id -> waiting.remove(id) != null).toList();
        if (!given.isEmpty() && life.node.life == life) {
            world.whenRunning(
                    life,
                    () -> life.enter(
                            "give-up",
                            exports -> {
                                exports.clientEvents().giveUp(given);
                                return true;
                            },
                            unused -> {}));
        }
    }

    /** A client tells that commands of its own are chosen. */
    void chosen(Life client, List<ChosenId> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            ChosenId own = chosen.get(i);
            world.invariants.reports(client.node.address, own);
            int told = world.hostMutant == HostMutant.MIXES_UP_ANSWERS ? chosen.size() - 1 - i : i;
            long slot = chosen.get(told).slot();
            Waiting asked = own.id().map(waiting::remove).orElse(null);
            if (asked != null) {
                reported++;
                asked.call().returned(new LogOperation.Appended(slot), world.now());
                world.trace.note(client.node.address, "reports slot " + slot);
            }
        }
    }

    private void read(Usage.Read usage) {
        Life life = world.node(usage.client()).life;
        if (life == null) {
            return;
        }
        long first = 1 + Dice.of(world.scenario.seed(), 30, usage.at()).below(world.ghost.highestChosen() + 1);
        LogOperation.Read input = new LogOperation.Read(first, LogRead.ENTRIES);
        var call = recorder.invoked((int) usage.learner().id() + 100, input, world.now());
        LogRead read = new LogRead(life, usage, first, page -> {
            reading.remove(call);
            page.ifPresent(it -> call.returned(shown(it), world.now()));
        });
        reading.put(call, life);
        world.whenRunning(life, read::ask);
    }

    private LogOperation.Page shown(LogPage page) {
        return new LogOperation.Page(page.entries().stream().map(this::seen).toList(), page.chosenThrough());
    }

    /** A command that a client sent twice may stand in two slots; the second one counts as nothing. */
    private LogOperation.Entry seen(ChosenEntry entry) {
        Optional<String> value = Optional.empty();
        if (entry.entry().content() instanceof Content.Command(Command command)
                && world.ghost.firstSlotOf(command.id()) == entry.slot()) {
            value = Optional.of(HexFormat.of().formatHex(command.payload()));
        }
        return new LogOperation.Entry(entry.slot(), value);
    }

    /** A client is no more, and with it those who waited there. */
    void gone(Life client) {
        waiting.values().removeIf(asked -> asked.life() == client);
        reading.values().removeIf(client::equals);
    }

    boolean nobodyWaits() {
        return waiting.isEmpty() && reading.isEmpty();
    }

    int waitingCount() {
        return waiting.size();
    }

    int readingCount() {
        return reading.size();
    }

    long submitted() {
        return submitted;
    }

    long reported() {
        return reported;
    }

    History<LogOperation, LogOperation.Answer> history() {
        return recorder.history();
    }
}
