package dev.paxoswasm.wit.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A field, a case, a flag or a parameter.
 *
 * @param type null if it carries no value
 */
public record MemberSyntax(Name name, @Nullable TypeSyntax type, String docs) {}
