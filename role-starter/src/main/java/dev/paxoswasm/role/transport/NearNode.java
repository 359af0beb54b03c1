package dev.paxoswasm.role.transport;

import dev.paxoswasm.role.StopPhase;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.RequestMeters;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Makes a node known to the others of its process as long as it serves; it enters last and leaves first. */
public final class NearNode implements SmartLifecycle {

    private final NearNodes nodes;
    /** Null where the cluster does not list this node, so that nobody calls it. */
    private final NearNodes.@Nullable Address address;

    private final Class<?> httpInterface;
    private final Object operations;
    private final Admission admission;
    private final RequestMeters meters;
    private final @Nullable Tracing tracing;
    private volatile boolean entered;

    /**
     * @param operations of this node, an instance of the interface of its role
     * @param tracing null where it is off
     */
    public NearNode(
            NearNodes nodes,
            Cluster cluster,
            Object operations,
            Admission admission,
            RequestMeters meters,
            @Nullable Tracing tracing) {
        this.nodes = nodes;
        this.operations = operations;
        this.admission = admission;
        this.meters = meters;
        this.tracing = tracing;
        URI url = cluster.addresses(cluster.role()).get(cluster.self());
        address = url == null
                ? null
                : new NearNodes.Address(url, cluster.identity().text());
        httpInterface = cluster.role().operations();
    }

    @Override
    public void start() {
        if (address != null) {
            nodes.enter(address, httpInterface, operations, admission, meters, tracing);
        }
        entered = true;
    }

    @Override
    public void stop() {
        if (address != null) {
            nodes.leave(address);
        }
        entered = false;
    }

    @Override
    public boolean isRunning() {
        return entered;
    }

    @Override
    public int getPhase() {
        return StopPhase.LEAVING;
    }
}
