package dev.paxoswasm.systemtests.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static String find(String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(ProjectFile.at("Dockerfile")));
            if (!matcher.find()) {
                throw new AssertionError("the Dockerfile has no " + pattern);
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
