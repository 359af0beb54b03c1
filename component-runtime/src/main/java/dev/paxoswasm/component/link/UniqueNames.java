package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of imports, or of exports, of one component or type: unique without regard to case. */
final class UniqueNames {

    private final String what;
    private final Set<String> seen = new HashSet<>();

    UniqueNames(String what) {
        this.what = what;
    }

    void add(String name, int offset) {
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            throw new MalformedComponentException(
                    "the " + what + " '" + name + "' twice", offset, what + " names are unique, whatever their case");
        }
    }
}
