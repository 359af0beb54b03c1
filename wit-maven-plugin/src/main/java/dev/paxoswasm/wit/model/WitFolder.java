package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.syntax.FileSyntax;
import dev.paxoswasm.wit.syntax.Position;
import dev.paxoswasm.wit.syntax.WitParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in the standard layout: the files of one package at its root, and below {@code deps} one package a file or
 * one package a folder.
 */
public final class WitFolder {

    private final Path root;

    public WitFolder(Path root) {
        this.root = root;
    }

    /** Every WIT file, a package a list, the package at the root first. */
    private List<List<Path>> filesByPackage() throws IOException {
        List<List<Path>> packages = new ArrayList<>();
        packages.add(witFiles(root));
        Path deps = root.resolve("deps");
        if (Files.isDirectory(deps)) {
            try (Stream<Path> entries = Files.list(deps)) {
                for (Path entry : entries.sorted().toList()) {
                    if (Files.isDirectory(entry)) {
                        packages.add(witFiles(entry));
                    } else if (isWit(entry)) {
                        packages.add(List.of(entry));
                    }
                }
            }
        }
        packages.removeIf(List::isEmpty);
        return packages;
    }

    /** Every WIT file, in a fixed order. */
    public List<Path> files() throws IOException {
        return filesByPackage().stream().flatMap(List::stream).toList();
    }

    /**
     * Reads and resolves all packages.
     *
     * @throws WitException if one of them is wrong
     */
    public WitModel read() throws IOException {
        List<PackageSource> packages = new ArrayList<>();
        for (List<Path> files : filesByPackage()) {
            List<FileSyntax> parsed = new ArrayList<>();
            for (Path file : files) {
                parsed.add(WitParser.parse(shown(file), text(file)));
            }
            packages.add(PackageSource.of(parsed));
        }
        return new Resolver(packages).resolve();
    }

    private String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new WitException(new Position(shown(file), 1, 1), "the file is not UTF-8 text, which WIT must be");
        }
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> witFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(WitFolder::isWit).sorted().toList();
        }
    }

    private static boolean isWit(Path file) {
        return file.getFileName().toString().endsWith(".wit") && Files.isRegularFile(file);
    }
}
