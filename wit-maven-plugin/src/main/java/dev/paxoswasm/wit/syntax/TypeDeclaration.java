package dev.paxoswasm.wit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named type.
 *
 * @param aliased what a {@link Kind#ALIAS} stands for, otherwise null
 */
public record TypeDeclaration(
        Kind kind,
        Name name,
        List<MemberSyntax> members,
        @Nullable TypeSyntax aliased,
        String docs) {

    /** The keyword it begins with. */
    public enum Kind {
        RECORD,
        VARIANT,
        ENUM,
        FLAGS,
        ALIAS,
        RESOURCE
    }
}
