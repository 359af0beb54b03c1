package dev.paxoswasm.wit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param result null if it answers nothing */
public record FunctionSyntax(
        Name name, List<MemberSyntax> parameters, @Nullable TypeSyntax result, String docs) {}
