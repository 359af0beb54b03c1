package dev.paxoswasm.wit.syntax;

import java.util.List;

/** A world as it is written; its items are interfaces that stand elsewhere. */
public record WorldSyntax(
        Name name,
        List<InterfacePath> imports,
        List<InterfacePath> exports,
        List<InterfacePath> includes,
        String docs) {}
