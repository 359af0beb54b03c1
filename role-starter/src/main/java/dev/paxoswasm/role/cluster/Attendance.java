package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.Repeated;
import dev.paxoswasm.role.Role;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who of the cluster is there at present. Acceptors and proposers always are, as is whoever is listed with an id of its
 * own. Of a range those are whose names have addresses, and of clients that draw their ids those that answer at the
 * addresses of their name. Names are asked again every second. Whoever comes is there at once; whoever goes is missed
 * only after a while, for a node that is started anew is without an address in between, and while no name at all is
 * known nobody is taken for gone.
 */
public final class Attendance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long MISSED_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A start waits so long for the names to be asked once; what comes later is there later. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    /** Where names are known. */
    @FunctionalInterface
    interface Names {

        /** Empty where the name is unknown, as far as can be known. */
        List<InetAddress> addresses(String host);
    }

    /** Asks a client who it is. */
    @FunctionalInterface
    public interface Introduction {

        /** Empty where none answers. */
        Optional<Long> idOfClientAt(URI address);

        /** For a node that calls no client. */
        static Introduction unwanted() {
            return address -> Optional.empty();
        }
    }

    private final Cluster cluster;
    private final Names names;
    private final Introduction introduction;
    private final LongSupplier nanoTime;
    private final Map<Role, Range> ranges = new EnumMap<>(Role.class);
    private final SortedMap<Long, Guest> guests = new TreeMap<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private @Nullable Repeated looks;
    private volatile Map<Role, SortedMap<Long, URI>> present;
    private volatile Map<Role, List<Long>> ids;

    private Attendance(Cluster cluster, Names names, Introduction introduction, LongSupplier nanoTime) {
        this.cluster = cluster;
        this.names = names;
        this.introduction = introduction;
        this.nanoTime = nanoTime;
        cluster.changing().ids().forEach((role, changing) -> ranges.put(role, new Range(role, changing)));
        present = everybody();
        ids = idsOf(present);
    }

    /** As the names of its members say, from now on. */
    public static Attendance watched(Cluster cluster, Introduction introduction) {
        Attendance attendance = new Attendance(cluster, Attendance::lookUp, introduction, System::nanoTime);
        if (attendance.changes()) {
            attendance.looks = Repeated.start("attendance " + cluster.selfName(), PERIOD, attendance::lookOnce);
            attendance.awaitFirstLook();
        }
        return attendance;
    }

    /** For a test, which says when to {@link #look}. */
    static Attendance of(Cluster cluster, Names names, Introduction introduction, LongSupplier nanoTime) {
        return new Attendance(cluster, names, introduction, nanoTime);
    }

    private boolean changes() {
        return !ranges.isEmpty() || (cluster.changing().clientsAt() != null && cluster.role() == Role.COORDINATOR);
    }

    /** Ids in ascending order. */
    public List<Long> ids(Role role) {
        return ids.getOrDefault(role, List.of());
    }

    /** Where each is reached that is there, by ascending id. */
    public SortedMap<Long, URI> addresses(Role role) {
        return present.getOrDefault(role, Collections.emptySortedMap());
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private void awaitFirstLook() {
        try {
            boolean done = looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (!done) {
                LOG.warn("Names are looked up slowly: who is there beside those listed one by one is known later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            look();
        } finally {
            looked.countDown();
        }
    }

    /** Asks the names once. */
    void look() {
        ranges.values().forEach(Range::look);
        lookForClients();
        show();
    }

    private void show() {
        Map<Role, SortedMap<Long, URI>> now = everybody();
        if (!now.equals(present)) {
            present = now;
            ids = idsOf(now);
        }
    }

    private Map<Role, SortedMap<Long, URI>> everybody() {
        Map<Role, SortedMap<Long, URI>> now = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            SortedMap<Long, URI> ofRole = new TreeMap<>(cluster.addresses(role));
            Range range = ranges.get(role);
            if (range != null) {
                ofRole.keySet().removeIf(range::isAbsent);
            }
            if (role == Role.CLIENT) {
                guests.forEach((id, guest) -> ofRole.putIfAbsent(id, guest.address));
            }
            now.put(role, Collections.unmodifiableSortedMap(ofRole));
        }
        return now;
    }

    private static Map<Role, List<Long>> idsOf(Map<Role, SortedMap<Long, URI>> members) {
        Map<Role, List<Long>> ids = new EnumMap<>(Role.class);
        members.forEach((role, nodes) -> ids.put(role, List.copyOf(nodes.keySet())));
        return ids;
    }

    /**
     * The nodes of a role that come and go. They are numbered one after the other, as the pods of a stateful set are:
     * so those that are there are asked for, and the next ones; of the rest one at a time, so that a hundred unknown
     * names cost little.
     */
    private final class Range {

        private final Role role;
        private final List<Long> all;
        private final SortedMap<Long, Long> seenAt = new TreeMap<>();
        private int turn;

        Range(Role role, SortedSet<Long> all) {
            this.role = role;
            this.all = List.copyOf(all);
        }

        boolean isAbsent(long id) {
            boolean itself = role == cluster.role() && id == cluster.self();
            return all.contains(id) && !seenAt.containsKey(id) && !itself;
        }

        void look() {
            long now = nanoTime.getAsLong();
            List<Long> missed = new ArrayList<>();
            boolean any = false;
            boolean next = true;
            turn = (turn + 1) % all.size();
            for (int i = 0; i < all.size(); i++) {
                long id = all.get(i);
                boolean was = seenAt.containsKey(id);
                if (!next && !was && i != turn) {
                    continue;
                }
                URI url = cluster.addresses(role).get(id);
                boolean there = !names.addresses(url.getHost()).isEmpty();
                if (there) {
                    seenAt.put(id, now);
                    any = true;
                } else if (was) {
                    missed.add(id);
                }
                if (there && !was) {
                    LOG.info("{} {} is there, at {}", role.label(), id, url);
                }
                next = there || was;
            }
            if (any) {
                missed.forEach(id -> forget(id, now));
            }
        }

        private void forget(long id, long now) {
            if (now - seenAt.get(id) >= MISSED_NANOS) {
                seenAt.remove(id);
                LOG.info("{} {} is gone: its name has no address any more", role.label(), id);
            }
        }
    }

    /** A client that drew its id. */
    private record Guest(URI address, long seenAt) {}

    private void lookForClients() {
        URI at = cluster.changing().clientsAt();
        if (at == null || cluster.role() != Role.COORDINATOR) {
            return;
        }
        long now = nanoTime.getAsLong();
        Map<Long, Guest> answering = new ConcurrentHashMap<>();
        // All at once, and awaited: one that does not answer takes up no more than its own time.
        try (ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor()) {
            for (InetAddress address : names.addresses(at.getHost())) {
                URI url = at(address, at);
                questions.execute(() ->
                        introduction.idOfClientAt(url).ifPresent(id -> answering.put(id, new Guest(url, now))));
            }
        }
        guests.putAll(answering);
        guests.values().removeIf(guest -> now - guest.seenAt >= MISSED_NANOS);
    }

    private static URI at(InetAddress address, URI url) {
        String literal = address.getHostAddress();
        String host = literal.contains(":") ? "[" + literal.replaceAll("%.*", "") + "]" : literal;
        return URI.create(url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    }

    /** From now on it stays as it is. */
    @Override
    public void close() {
        if (looks != null) {
            looks.close();
        }
    }
}
