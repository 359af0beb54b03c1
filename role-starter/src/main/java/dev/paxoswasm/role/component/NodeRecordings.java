package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Recorder;
import dev.paxoswasm.host.InstanceRecording;
import dev.paxoswasm.host.Recordings;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.PaxosProperties.Recording.Calls;
import dev.paxoswasm.role.cluster.Cluster;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Records the calls into the component of a node, and keeps what led to a failure or a complaint in a file. Used under
 * the host's lock.
 */
public final class NodeRecordings implements Recordings {

    private static final long USUAL_BYTES = DataSize.ofMegabytes(8).toBytes();
    private static final int PART_OF_HEAP = 128;

    private static final Logger LOG = LoggerFactory.getLogger(NodeRecordings.class);

    private final Calls calls;
    private final int maxBytes;
    private final Map<String, String> node;
    private final @Nullable KeptRecordings kept;
    private boolean failed;
    private @Nullable String complaint;

    private NodeRecordings(Calls calls, int maxBytes, Map<String, String> node, @Nullable KeptRecordings kept) {
        this.calls = calls;
        this.maxBytes = maxBytes;
        this.node = node;
        this.kept = kept;
    }

    /** As configured. */
    public static NodeRecordings of(Cluster cluster, PaxosProperties.Recording properties, String version) {
        Map<String, String> node = new LinkedHashMap<>();
        node.put("role", cluster.role().label());
        node.put("node", cluster.selfName());
        node.put("cluster", cluster.id());
        node.put("world", cluster.role().world());
        node.put("version", version);
        String directory = properties.directory();
        return new NodeRecordings(
                properties.calls(),
                bytes(properties.maxSize()),
                node,
                directory == null || directory.isBlank() ? null : KeptRecordings.in(directory, properties.maxFiles()));
    }

    /** For a host that is not a node. */
    public static NodeRecordings none() {
        return new NodeRecordings(Calls.NEVER, 0, Map.of(), null);
    }

    private static int bytes(@Nullable DataSize configured) {
        return (int)
                (configured == null
                        ? Math.min(USUAL_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP)
                        : configured.toBytes());
    }

    @Override
    public @Nullable InstanceRecording begin(Component component, Limits limits) {
        boolean records = switch (calls) {
            case ALWAYS -> true;
            case AFTER_FAILURE -> failed;
            case NEVER -> false;
        };
        if (!records) {
            return null;
        }
        Map<String, String> about = new LinkedHashMap<>(node);
        about.put("component", component.digest());
        about.put("max-memory-bytes", String.valueOf(limits.maxMemoryBytes()));
        about.put("call-deadline-millis", String.valueOf(limits.callDeadline().toMillis()));
        return new InstanceRecording(new Recorder(maxBytes), about);
    }

    @Override
    public void keep(@Nullable InstanceRecording recording, String cause) {
        if (recording == null && calls == Calls.AFTER_FAILURE && !failed) {
            LOG.info(
                    "{}: the calls into the next instance are recorded, those into this one were not"
                            + " (paxos.recording.calls=always)",
                    node.get("node"));
        }
        failed = true;
        if (recording != null && kept != null) {
            kept.keep(node.getOrDefault("node", ""), cause, recording.recorder().lost(), () -> file(recording, cause));
        }
    }

    /** The component logs an error; what led to it is kept once the call is over. */
    void complained(String message) {
        complaint = message;
    }

    /** Keeps the recording of an instance that has complained in its last call. */
    void keepWhereComplained(@Nullable InstanceRecording recording) {
        String message = complaint;
        complaint = null;
        if (message != null) {
            keep(recording, "the component logged an error: " + message);
        }
    }

    private static String inWords(Calls calls) {
        return calls.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The calls so far, as a file.
     *
     * @param cause why it is made
     * @throws NotRecordedException if there are none
     */
    byte[] file(@Nullable InstanceRecording recording, String cause) {
        if (recording == null) {
            throw new NotRecordedException("the calls are not recorded (paxos.recording.calls=" + inWords(calls)
                    + "); start the node with paxos.recording.calls=always");
        }
        Map<String, String> about = new LinkedHashMap<>(recording.about());
        about.put("cause", cause);
        about.put("written", Instant.now().toString());
        if (recording.recorder().leftOut()) {
            about.put("left-out", "the last call, which alone takes more than there is room for");
        }
        return recording
                .recorder()
                .recording(about)
                .orElseThrow(() -> new NotRecordedException("the calls cannot be repeated: "
                        + recording.recorder().lost()
                        + "; a larger paxos.recording.max-size, or a new instance of the component, begins anew"));
    }
}
