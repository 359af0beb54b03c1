package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The names of nodes, as in {@code acceptor-2}, for those who type them. */
final class NodeNames implements Iterable<String> {

    /** Those that completion offers: of the cluster that the default folder is of, or of one as it is by default. */
    @Override
    public Iterator<String> iterator() {
        return names(layout()).iterator();
    }

    private static Layout layout() {
        Layout usual = Layout.of(Layout.DEFAULT_PORT_BASE, Map.of());
        try {
            return new DataDirectory(DataOption.usual()).layout().orElse(usual);
        } catch (Failure _) {
            return usual;
        }
    }

    /** @throws Failure if no node has that name; says which there are */
    static Node find(Layout layout, String name) {
        return layout.named(name).orElseThrow(() -> unknown(name, names(layout)));
    }

    /** @throws Failure if no node has that name; says which there are */
    static NodeRecord find(ClusterRecord record, String name) {
        return record.layout()
                .named(name)
                .flatMap(record::find)
                .orElseThrow(() -> unknown(name, names(record.layout())));
    }

    private static Failure unknown(String name, List<String> names) {
        return new Failure("there is no node " + name + "; there are " + String.join(", ", names));
    }

    private static List<String> names(Layout layout) {
        return layout.nodes().stream().map(Node::name).toList();
    }
}
