package dev.paxoswasm.contract;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.log.Level;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Votes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that the built acceptor component imports, kept in memory. */
final class AcceptorHost implements Node, AcceptorStorage, AcceptorOutbox {

    final TreeMap<Long, AcceptedEntry> accepted = new TreeMap<>();
    final List<Votes> sent = new ArrayList<>();
    private final List<Ballot> promised = new ArrayList<>();
    private final Map<Long, Long> admits = new TreeMap<>();
    private Optional<LifeRecord> life = Optional.empty();

    static Component component(String role) throws IOException {
        return Component.parse(Files.readAllBytes(Path.of("..", "components", role + ".wasm")));
    }

    ComponentInstance instance(Component component) {
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, this);
        AcceptorStorageImport.register(imports, this);
        AcceptorOutboxImport.register(imports, this);
        LogImport.register(imports, AcceptorHost::log);
        return component.instantiate(imports.build(), Limits.DEFAULT);
    }

    /** An acceptor that votes: each proposer has told that it has never heard of it. */
    Acceptor voting(Component component) {
        ComponentInstance instance = instance(component);
        AcceptorEvents events = AcceptorEventsExport.of(instance);
        events.tick(0, 42);
        Admission unheardOf = new Admission(0, Optional.empty(), Optional.empty(), false);
        admits.forEach((proposer, call) -> events.admitAnswered(call, proposer, new WitResult.Ok<>(unheardOf)));
        return AcceptorExport.of(instance);
    }

    long life() {
        return life.orElseThrow().life();
    }

    private static void log(Level level, String message) {
        System.out.println(level + " " + message);
    }

    @Override
    public Cluster getCluster() {
        List<Long> three = List.of(1L, 2L, 3L);
        return new Cluster(1, List.of(1L), List.of(1L, 2L), three, List.of(1L, 2L), List.of(1L), 2, 2);
    }

    @Override
    public Timing getTiming() {
        return new Timing(20, 150, 1_000, 300);
    }

    @Override
    public Bounds getBounds() {
        return new Bounds(1 << 20, 256, 1 << 20, 4096, 32 << 20);
    }

    @Override
    public Optional<LifeRecord> loadLife() {
        return life;
    }

    @Override
    public void storeLife(LifeRecord written) {
        life = Optional.of(written);
    }

    @Override
    public Optional<Ballot> loadPromised() {
        return promised.isEmpty() ? Optional.empty() : Optional.of(promised.getLast());
    }

    @Override
    public void storePromised(Ballot ballot) {
        promised.add(ballot);
    }

    @Override
    public void storeAccepted(List<AcceptedEntry> entries) {
        entries.forEach(entry -> accepted.put(entry.slot(), entry));
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        return accepted.tailMap(firstSlot, true).values().stream()
                .limit(maxEntries)
                .toList();
    }

    @Override
    public Optional<Long> highestAccepted() {
        return accepted.isEmpty() ? Optional.empty() : Optional.of(accepted.lastKey());
    }

    @Override
    public void notifyLearners(Votes votes) {
        sent.add(votes);
    }

    @Override
    public void admit(long call, long proposer, AdmitRequest request) {
        admits.put(proposer, call);
    }

    @Override
    public void prepare(long call, long acceptor, PrepareRequest request) {
        throw new UnsupportedOperationException("nothing is recovered here");
    }

    @Override
    public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
        throw new UnsupportedOperationException("nothing is recovered here");
    }
}
