package dev.paxoswasm.simulation.world;

import java.util.regex.Pattern;

/** Shortens messages for people: a ballot is its round and its proposer, a command its session and sequence. */
final class Script {

    private record Rule(Pattern pattern, String replacement) {}

    private static final Rule[] RULES = {
        rule("(?:origin=|ballot=)?Ballot\\[round=(\\d+), proposer=(\\d+)]", "$1.$2"),
        rule("Command\\[id=CommandId\\[session=(\\d+), sequence=(\\d+)], payload=[^\\]]*?]", "$1:$2"),
        rule("CommandId\\[session=(\\d+), sequence=(\\d+)]", "$1:$2"),
        rule("\\d+(\\d{4}):(\\d+)", "…$1:$2"),
        rule("Command\\[command=([^\\]]*)]", "$1"),
        rule("NoOp\\[]", "no-op"),
        rule("Entry\\[([\\d.]+), content=([^\\]]*)]", "$2 of $1"),
        rule("AcceptedEntry\\[slot=(\\d+), ([\\d.]+), entry=([^\\]]*)]", "slot $1 at $2: $3"),
        rule("ChosenEntry\\[slot=(\\d+), entry=([^\\]]*)]", "slot $1: $2"),
        rule("(?:Ok\\[ok=|Err\\[err=)(.*)]$", "$1"),
        rule("\\b\\w+(?:Request|Outcome|Page)\\[", "["),
        rule("Optional\\.empty", "none"),
        rule("Optional\\[([^\\]]*)]", "$1"),
        rule("(?:promised|accepted|rejected)=(?=\\w+\\[|\\d)", "")
    };

    private Script() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /** Heartbeats that are followed and readings of what acceptors hear: so many that nobody would read the rest. */
    static boolean isRoutine(String function, String text) {
        return (function.startsWith("heartbeat") || function.startsWith("status"))
                && !text.contains("Rejected")
                && !text.contains("Preempted");
    }

    static String shown(Object content) {
        String text = String.valueOf(content);
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(rule.replacement());
        }
        return text;
    }
}
