package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.log.Log;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.cluster.Cluster;

/** What every component is offered: the configuration of its node, and the log of the service. */
public final class HostImports {

    private HostImports() {}

    public static Imports.Builder of(Cluster cluster, PaxosProperties properties, LoadedComponent component) {
        Imports.Builder imports = Imports.builder();
        Log log = new ComponentLog(cluster.selfName(), component.name());
        NodeImport.register(imports, NodeConfiguration.of(cluster, properties));
        LogImport.register(imports, log);
        return imports;
    }
}
