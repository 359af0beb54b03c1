package dev.paxoswasm.wit.syntax;

import java.util.List;

/** An interface as it is written. */
public record InterfaceSyntax(
        Name name, List<UseSyntax> uses, List<TypeDeclaration> types, List<FunctionSyntax> functions, String docs) {}
