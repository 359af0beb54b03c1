package dev.paxoswasm.wit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of an interface, or of a resource in it.
 *
 * @param resource null if it belongs to none
 * @param result null if it answers nothing, or if it is a constructor that answers the resource
 */
public record FunctionSyntax(
        Kind kind,
        @Nullable Name resource,
        Name name,
        List<MemberSyntax> parameters,
        @Nullable TypeSyntax result,
        String docs) {

    /** How it belongs to a resource. */
    public enum Kind {
        /** To none. */
        FREE,
        CONSTRUCTOR,
        METHOD,
        STATIC
    }
}
