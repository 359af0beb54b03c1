package dev.paxoswasm.wit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is written.
 *
 * @param packageName null if the file leaves it to another file of its folder
 * @param start where the package is declared, otherwise the beginning of the file
 */
public record FileSyntax(
        @Nullable PackageName packageName,
        Position start,
        List<InterfaceSyntax> interfaces,
        List<WorldSyntax> worlds,
        String docs) {}
