package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where numbers and lists begin. WIT has no words for that, so that its docs say it: a number "from 1" or "at least 1",
 * a list of "at least one". What the docs of a type say holds for all of its values, but for members that are listed to
 * begin at 0.
 */
final class Beginnings {

    private static final Pattern FROM_ONE = Pattern.compile("\\b(?:from|at least) 1\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_EMPTY = Pattern.compile("\\bat least one\\b", Pattern.CASE_INSENSITIVE);

    private final Set<String> fromZero;

    Beginnings(JavaOptions options) {
        fromZero = options.fromZero();
    }

    /** Whether a number begins at 1, and not at 0. */
    boolean fromOne(String member, Type type, String docs) {
        return !fromZero.contains(member) && (FROM_ONE.matcher(docs).find() || fromOne(type));
    }

    /** Whether all values of a type do. */
    boolean fromOne(Type type) {
        return type instanceof Type.Named named
                && (FROM_ONE.matcher(named.definition().docs()).find()
                        || named.definition().shape() instanceof TypeDefinition.Alias alias && fromOne(alias.type()));
    }

    /** Whether a list has an element. */
    boolean notEmpty(String docs) {
        return NOT_EMPTY.matcher(docs).find();
    }
}
