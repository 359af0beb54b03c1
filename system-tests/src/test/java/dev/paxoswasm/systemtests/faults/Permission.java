package dev.paxoswasm.systemtests.faults;

import dev.paxoswasm.systemtests.cluster.ShellCommand;
import org.junit.jupiter.api.Assumptions;

/** What some faults need beside the project: to be root, and tools that system-tests/install-tools installs. */
public final class Permission {
    private Permission() {}

    /** Skips the tests of a class, and says so loudly, unless this is root and a trial of what it needs succeeds. */
    public static void requireRootAnd(String... trial) {
        ShellCommand.Result user = ShellCommand.attempt("id", "-u");
        if (!user.output().equals("0")) {
            skip("they need root");
        }
        ShellCommand.Result result = ShellCommand.attempt(trial);
        if (result.exitCode() != 0) {
            skip("'" + String.join(" ", trial) + "' failed: " + result.output()
                    + "; system-tests/install-tools installs what is needed");
        }
    }

    static void skip(String why) {
        String message = "FAULTS NOT TESTED: " + why;
        System.err.println(message);
        Assumptions.abort(message);
    }
}
