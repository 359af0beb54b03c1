package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.log.Log;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import java.util.Map;

/** What every component is offered: the configuration of its node, and the log of the service. */
public final class HostImports {

    private HostImports() {}

    public static Imports.Builder of(
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            NodeRecordings recordings,
            LoadedComponent component) {
        Imports.Builder imports = Imports.builder();
        Log log = new ComponentLog(cluster.selfName(), component.name(), recordings);
        NodeImport.register(imports, NodeConfiguration.of(cluster, attendance, properties));
        LogImport.register(imports, log);
        return imports;
    }

    /** The most elements of a list in a message that a component sends: a batch, or all nodes of a role. */
    public static long mostInAMessage(Cluster cluster, PaxosProperties properties) {
        int nodes =
                cluster.members().values().stream().mapToInt(Map::size).max().orElse(0);
        return Math.max(properties.bounds().maxBatchEntries(), nodes);
    }
}
