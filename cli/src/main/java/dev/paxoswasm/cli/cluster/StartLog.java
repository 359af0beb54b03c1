package dev.paxoswasm.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the log of a process says about nodes that do not start: the line of an error which begins "Not started.". */
final class StartLog {
    /** After the level comes the name of the node where several share a process, else something that is none. */
    private static final Pattern NOT_STARTED = Pattern.compile("\\S+ +ERROR +(\\S+) .*: Not started\\. (.*)");

    private final List<Node> nodes;
    private final LogLines lines;

    StartLog(Launcher.Started started) {
        nodes = started.nodes().stream().map(NodeRecord::node).toList();
        lines = new LogLines(started.log(), started.logStart());
    }

    /** Of the nodes that the log says by now do not start, and did not say before, why. */
    Map<Node, String> next() {
        Map<Node, String> reasons = new HashMap<>();
        List<String> read = new ArrayList<>(lines.next());
        while (!read.isEmpty()) {
            for (String line : read) {
                Matcher matcher = NOT_STARTED.matcher(line);
                if (matcher.matches()) {
                    concerned(matcher.group(1)).forEach(node -> reasons.put(node, matcher.group(2)));
                }
            }
            read = lines.next();
        }
        return reasons;
    }

    private List<Node> concerned(String who) {
        List<Node> named =
                nodes.stream().filter(node -> node.name().equals(who)).toList();
        return named.isEmpty() ? nodes : named;
    }
}
