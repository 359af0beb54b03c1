package dev.paxoswasm.simulation.exhaustive;

/** What must hold in every state. */
public enum Invariant {
    AGREEMENT("one value is chosen for a slot"),
    VALIDITY("a slot holds a no-op, or a command in the slot it was first proposed for"),
    PROMISE("an acceptor accepts and promises nothing below what it promised"),
    DURABILITY("what an acceptor answers is what its storage holds"),
    NO_HIDDEN_MEMORY("an acceptor answers as one restarted from its storage would"),
    ONE_VALUE_A_BALLOT("a ballot and a slot have one value"),
    ONE_CAMPAIGN_A_BALLOT("a ballot is used for one campaign, of its own proposer"),
    CHOSEN_CLAIM("what a proposer says is chosen is chosen"),
    NO_LEAP("no message carries a proposer's rounds or slots further than campaigns and values do"),
    NO_COMPLAINT("no component refuses a message of another, logs an error, or traps");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }
}
