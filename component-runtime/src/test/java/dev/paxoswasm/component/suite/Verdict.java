package dev.paxoswasm.component.suite;

/** What became of a command of the suite. */
enum Verdict {
    PASSED("passed"),
    /** What is invalid was accepted, or what is valid did something else than it must. */
    WRONG("wrong"),
    /** What is valid was refused as if it were not. */
    REFUSED("valid refused"),
    UNSUPPORTED("unsupported"),
    /** Not at the level of WASI 0.2. */
    BEYOND("beyond 0.2");

    private final String title;

    Verdict(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
