package dev.paxoswasm.systemtests.cluster;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the cluster they share; it is whole and healthy before each of them, whatever the one before did to it.
 */
public final class SharedCluster implements BeforeEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCluster.class);

    /** Stopped when all tests are done. */
    private record Lease(Cluster cluster) implements AutoCloseable {
        static Lease begin() {
            return new Lease(new Cluster(TestFolder.create("shared"), FreePorts.base()));
        }

        @Override
        public void close() {
            cluster.down();
        }
    }

    private static Cluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("lease", _ -> Lease.begin(), Lease.class)
                .cluster();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster(context).makeWhole();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }
}
