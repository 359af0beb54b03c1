package dev.paxoswasm.role;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of a node; the keys are the same in every service.
 *
 * @param nodeId the id of this node within its role, from 1; may be left out by a client or coordinator that no list
 * names
 * @param dataDirectory where this node, and no other, keeps what it must not forget
 */
@ConfigurationProperties("paxos")
public record PaxosProperties(
        @Nullable Long nodeId,
        @Nullable String dataDirectory,
        @DefaultValue Source component,
        @DefaultValue Swap swap,
        @DefaultValue Recording recording,
        @DefaultValue Members cluster,
        @DefaultValue Quorum quorum,
        @DefaultValue Timing timing,
        @DefaultValue Bounds bounds,
        @DefaultValue Transport transport,
        @DefaultValue Http http,
        @DefaultValue Start start,
        @DefaultValue Stop stop,
        @DefaultValue Tracing tracing) {

    /**
     * The component that plays the role.
     *
     * @param location a file, or {@code classpath:} and a path; the component built with this service when left out
     * @param digest {@code sha256:} and 64 hexadecimal digits; may be left out only with the built component
     * @param callDeadline how long one call may run
     * @param maxMemory most linear memory of an instance; when left out 128 MB, but no more than a quarter of the heap
     * @param cache folders separated by commas in which compiled components are looked for; the last is written to
     */
    public record Source(
            @Nullable String location,
            @Nullable String digest,
            @DefaultValue("2s") Duration callDeadline,
            @Nullable DataSize maxMemory,
            @Nullable String cache) {}

    /**
     * Another component that is to take the place of the present one, while the node runs.
     *
     * @param from who may send one
     * @param maxSize the largest that is taken
     */
    public record Swap(
            @DefaultValue("loopback") From from,
            @DefaultValue("64MB") DataSize maxSize) {

        /** Who may send a component. */
        public enum From {
            /** Whoever calls from the machine, or the pod, that the node runs in. */
            LOOPBACK,
            NOWHERE
        }
    }

    /**
     * The last calls into the component, which can be repeated.
     *
     * @param calls which are recorded
     * @param maxSize the most memory that they take; when left out 8 MB, but no more than a 128th of the heap
     * @param directory where those are kept that lead to a failure; when left out or empty none are
     * @param maxFiles most of them there; the oldest goes when another one comes
     * @param from who may ask for those of a running node
     */
    public record Recording(
            @DefaultValue("after-failure") Calls calls,
            @Nullable DataSize maxSize,
            @Nullable String directory,
            @DefaultValue("8") int maxFiles,
            @DefaultValue("loopback") Swap.From from) {

        /** Which calls are recorded. */
        public enum Calls {
            ALWAYS,
            /** Those into instances made once one has failed: what comes again is caught, and costs nothing before. */
            AFTER_FAILURE,
            NEVER
        }
    }

    /**
     * Nodes as {@code id=url} pairs separated by commas, such as {@code
     * 1=http://127.0.0.1:8201,2=http://127.0.0.1:8202}. Learners, clients and coordinators may be a range, of which
     * those are there whose names have addresses, such as {@code 1-16=http://learner-{id}.learners:8080}; clients may
     * be {@code *=http://clients:8080}, all behind the addresses of a name, with ids that they draw; clients and
     * coordinators may be left out.
     *
     * @param id the name of the cluster, which tells it from others
     */
    public record Members(
            @DefaultValue("paxos") String id,
            @DefaultValue("") String clients,
            @DefaultValue("") String proposers,
            @DefaultValue("") String acceptors,
            @DefaultValue("") String learners,
            @DefaultValue("") String coordinators) {

        public String of(Role role) {
            return switch (role) {
                case CLIENT -> clients;
                case PROPOSER -> proposers;
                case ACCEPTOR -> acceptors;
                case LEARNER -> learners;
                case COORDINATOR -> coordinators;
            };
        }
    }

    /**
     * How many acceptors must answer; a majority when left out.
     *
     * @param phase1 promises before a proposer leads
     * @param phase2 acceptances before a value is chosen
     */
    public record Quorum(@Nullable Integer phase1, @Nullable Integer phase2) {}

    /** See {@code timing} in {@code interfaces/deps/host.wit}. */
    public record Timing(
            @DefaultValue("20ms") Duration tick,
            @DefaultValue("100ms") Duration heartbeat,
            @DefaultValue("500ms") Duration electionTimeout,
            @DefaultValue("300ms") Duration retry) {}

    /** See {@code bounds} in {@code interfaces/deps/host.wit}. */
    public record Bounds(
            @DefaultValue("1MB") DataSize maxValueSize,
            @DefaultValue("256") int maxBatchEntries,
            @DefaultValue("1MB") DataSize maxBatchSize,
            @DefaultValue("4096") int maxOpenSlots,
            @DefaultValue("32MB") DataSize maxOpenSize) {}

    /**
     * What a node has under way to others, and what waits for it.
     *
     * @param batchesInFlight most batches of values that a client has under way; what comes meanwhile goes together in
     *     the next
     * @param fullBatchesInFlight most of them where the next one is full already, so that waiting would not let it grow
     * @param batchHoldUp after so long a batch no longer holds up the next one
     * @param gatheredValues for so many values the next batch waits, where the last one has just answered as many
     *     clients
     * @param gathering most time it waits for them; 0 for not at all, and never longer than four times what the last
     *     batch took
     * @param messagesInFlight most messages under way to one node, of those with values and of questions
     * @param votesInFlight most messages with votes under way to one learner
     * @param queuedVotes most votes that wait for a learner; it asks for what is dropped
     * @param queuedQuestions most questions that wait for a node
     * @param queuedHeartbeats most heartbeats that wait for a node
     */
    public record Transport(
            @DefaultValue("1") int batchesInFlight,
            @DefaultValue("8") int fullBatchesInFlight,
            @DefaultValue("100ms") Duration batchHoldUp,
            @DefaultValue("256") int gatheredValues,
            @DefaultValue("5ms") Duration gathering,
            @DefaultValue("4") int messagesInFlight,
            @DefaultValue("1") int votesInFlight,
            @DefaultValue("4096") int queuedVotes,
            @DefaultValue("64") int queuedQuestions,
            @DefaultValue("16") int queuedHeartbeats) {}

    /**
     * Traces by OpenTelemetry.
     *
     * @param endpoint where spans are sent to, by OTLP over HTTP; when left out nothing is traced
     * @param probability how many of the requests that are of no trace begin one, from 0 to 1
     */
    public record Tracing(
            @Nullable String endpoint, @DefaultValue("0.1") double probability) {}

    /**
     * @param maxInFlight most requests in work at once; the next one is refused with 429
     * @param maxWaiting most requests that stay open, beside those in flight: they wait for the log to grow, or are
     *     streams
     * @param maxBodySizeInFlight most bytes in the bodies of requests in work, all together; the next one is refused
     *     with 429
     * @param bodyTimeout how long the body of a request, or a line of a stream, may take to arrive
     * @param connectTimeout how long connecting to another node may take
     * @param readTimeout how long the answer of another node may take, beyond what the request asked it to wait
     * @param maxBatchValues most values in one batch that is sent as a whole; a stream has no such bound
     * @param maxReadAhead most values of a stream that are read and not answered yet
     * @param maxReadAheadSize most bytes that they take
     * @param maxStreamedSize most bytes that those of all streams take
     */
    public record Http(
            @DefaultValue("512") int maxInFlight,
            @DefaultValue("1024") int maxWaiting,
            @DefaultValue("24MB") DataSize maxBodySizeInFlight,
            @DefaultValue("10s") Duration bodyTimeout,
            @DefaultValue("4096") int maxBatchValues,
            @DefaultValue("4096") int maxReadAhead,
            @DefaultValue("8MB") DataSize maxReadAheadSize,
            @DefaultValue("32MB") DataSize maxStreamedSize,
            @DefaultValue("1s") Duration connectTimeout,
            @DefaultValue("5s") Duration readTimeout) {}

    /**
     * @param patience how long a node that starts is not ready for want of a leader that reaches it; from then on it
     * is, unless it
     *     hears that somebody leads
     */
    public record Start(@DefaultValue("10s") Duration patience) {}

    /**
     * @param pause how long a node that is told to end goes on serving, not ready any more, so that whoever sends it
     * requests
     *     looks for another one; each answer asks for the connection to be closed
     */
    public record Stop(@DefaultValue("0s") Duration pause) {}
}
