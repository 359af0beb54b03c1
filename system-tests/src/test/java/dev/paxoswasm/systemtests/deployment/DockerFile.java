package dev.paxoswasm.systemtests.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the image promises to those who run it. */
final class DockerFile {

    private DockerFile() {}

    static int port() {
        return Integer.parseInt(find("SERVER_PORT=(\\d+)"));
    }

    static long user() {
        return Long.parseLong(find("USER (\\d+):\\d+"));
    }

    static String dataDirectory() {
        return find("PAXOS_DATADIRECTORY=(\\S+)");
    }

    /** Scripts and options that go into the image. */
    static Set<String> copiedFrom(String folder) {
        return Pattern.compile(folder + "/[\\w-]+")
                .matcher(text().lines().filter(line -> line.startsWith("COPY ")).collect(Collectors.joining("\n")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("the Dockerfile has no " + pattern);
        }
        return matcher.group(1);
    }

    private static String text() {
        try {
            return Files.readString(ProjectFile.at("Dockerfile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
