package dev.paxoswasm.simulation.languages;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
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
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Votes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** An acceptor's component over storage in memory, and a note of each thing that it stores, sends and logs. */
final class WatchedAcceptor implements Node, AcceptorStorage, AcceptorOutbox {

    /** What it keeps on disk. */
    record Disk(Optional<LifeRecord> life, Optional<Ballot> promised, TreeMap<Long, AcceptedEntry> accepted) {
        static Disk empty() {
            return new Disk(Optional.empty(), Optional.empty(), new TreeMap<>());
        }
    }

    /** One thing that it did. */
    record Deed(String what, List<Object> with) {}

    /** A message that waits for an answer. */
    record Asked(long call, long to, Object request) {}

    private static final Limits LIMITS = Limits.DEFAULT.withCallDeadline(Duration.ofMinutes(1));

    private final Component component;
    private final Setting setting;
    private final List<Deed> deeds = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private Disk disk = Disk.empty();
    private Acceptor acceptor;
    private AcceptorEvents events;

    WatchedAcceptor(Component component, Setting setting) {
        this.component = component;
        this.setting = setting;
        start(Disk.empty());
    }

    /** Begins anew over a disk, as after the end of its process. */
    void start(Disk from) {
        disk = new Disk(from.life, from.promised, new TreeMap<>(from.accepted));
        asked.clear();
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, this);
        AcceptorStorageImport.register(imports, this);
        AcceptorOutboxImport.register(imports, this);
        LogImport.register(imports, (level, message) -> deed("log", level, message));
        ComponentInstance instance = component.instantiate(imports.build(), LIMITS);
        acceptor = AcceptorExport.of(instance);
        events = AcceptorEventsExport.of(instance);
    }

    Acceptor acceptor() {
        return acceptor;
    }

    AcceptorEvents events() {
        return events;
    }

    /** The disk as it is now; it changes no more. */
    Disk copyOfDisk() {
        return new Disk(disk.life, disk.promised, new TreeMap<>(disk.accepted));
    }

    /** What waits for an answer, the latest last. */
    List<Asked> asked() {
        return asked;
    }

    /** What it did since this was last asked. */
    List<Deed> takeDeeds() {
        List<Deed> taken = List.copyOf(deeds);
        deeds.clear();
        return taken;
    }

    private void deed(String what, Object... with) {
        deeds.add(new Deed(what, List.of(with)));
    }

    private void ask(String what, long call, long to, Object request) {
        deed(what, call, to, request);
        asked.add(new Asked(call, to, request));
    }

    @Override
    public Cluster getCluster() {
        return setting.cluster();
    }

    @Override
    public Timing getTiming() {
        return setting.timing();
    }

    @Override
    public Bounds getBounds() {
        return setting.bounds();
    }

    @Override
    public Optional<LifeRecord> loadLife() {
        return disk.life;
    }

    @Override
    public void storeLife(LifeRecord life) {
        deed("store-life", life);
        disk = new Disk(Optional.of(life), disk.promised, disk.accepted);
    }

    @Override
    public Optional<Ballot> loadPromised() {
        return disk.promised;
    }

    @Override
    public void storePromised(Ballot promised) {
        deed("store-promised", promised);
        disk = new Disk(disk.life, Optional.of(promised), disk.accepted);
    }

    @Override
    public void storeAccepted(List<AcceptedEntry> entries) {
        deed("store-accepted", entries);
        entries.forEach(it -> disk.accepted.put(it.slot(), it));
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        List<AcceptedEntry> page = new ArrayList<>();
        long bytes = 0;
        for (AcceptedEntry entry : disk.accepted.tailMap(firstSlot, true).values()) {
            bytes += entry.entry().content() instanceof Content.Command it
                    ? it.command().payload().length
                    : 0;
            if (page.size() == maxEntries || (!page.isEmpty() && bytes > maxBytes)) {
                break;
            }
            page.add(entry);
        }
        return page;
    }

    @Override
    public Optional<Long> highestAccepted() {
        return disk.accepted.isEmpty() ? Optional.empty() : Optional.of(disk.accepted.lastKey());
    }

    @Override
    public void notifyLearners(Votes votes) {
        deed("notify-learners", votes);
    }

    @Override
    public void admit(long call, long proposer, AdmitRequest request) {
        ask("admit", call, proposer, request);
    }

    @Override
    public void prepare(long call, long other, PrepareRequest request) {
        ask("prepare", call, other, request);
    }

    @Override
    public void readAccepted(long call, long other, ReadAcceptedRequest request) {
        ask("read-accepted", call, other, request);
    }
}
