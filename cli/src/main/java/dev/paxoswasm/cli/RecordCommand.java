package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.RecordingApi;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the last calls into the component of a running node to a file. */
@Command(
        name = "record",
        description = {
            "Writes the last calls into the component of a running node to a file: what it was called with, what it"
                    + " asked and was answered, what it returned. ./paxos replay repeats them. The node goes on.",
            "The values that were proposed are in it. A node whose component fails or complains keeps such a file by"
                    + " itself, in the folder recordings of its data."
        })
final class RecordCommand implements Runnable {

    private final PrintStream out = System.out;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            completionCandidates = NodeNames.class,
            description = "As in acceptor-2.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to; a file that is there is not replaced.")
    private Path file = Path.of("");

    @Override
    public void run() {
        NodeRecord noted = NodeNames.find(data.cluster(), name);
        if (!noted.lives()) {
            throw new Failure(name + " does not run; ./paxos up starts what is missing");
        }
        if (Files.exists(file)) {
            throw alreadyThere();
        }
        Node node = noted.node();
        byte[] recording = new RecordingApi(node.name(), node.url()).get();
        try {
            Files.write(file, recording, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere();
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e);
        }
        out.println(recording.length + " bytes in " + file + "; ./paxos replay " + file + " repeats them");
    }

    private Failure alreadyThere() {
        return new Failure(file + " is there already; name another file, or remove it");
    }
}
