package dev.paxoswasm.component.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The official tool, {@code wasm-tools}: it turns the suite's text into binaries, and says what is at our level. */
final class OfficialTool {

    /** What WASI 0.2 builds on: no async, no threads, no garbage collection, and none of what is not settled. */
    private static final String LEVEL =
            "-all,wasm2,tail-call,extended-const,multi-memory,component-model,cm-implements";

    /** How it ends with a binary that is not valid; otherwise if it does not know a feature, say. */
    private static final int INVALID = 1;

    private final String program;

    OfficialTool(String program) {
        this.program = program;
    }

    /**
     * Writes the commands of a file as JSON, and the binaries that they name beside it.
     *
     * @return why the tool cannot read the file, or an empty string
     */
    String convert(Path wast, Path json) throws IOException, InterruptedException {
        Result result = run(
                "json-from-wast",
                wast.toString(),
                "-o",
                json.toString(),
                "--wasm-dir",
                json.getParent().toString());
        return result.status() == 0 ? "" : result.output();
    }

    /** What keeps a binary from being valid at our level, or an empty string if nothing does. */
    String refusal(Path binary) throws IOException, InterruptedException {
        Result result = run("validate", "--features=" + LEVEL, binary.toString());
        if (result.status() == 0) {
            return "";
        }
        if (result.status() != INVALID) {
            throw new IllegalStateException(program + " did not validate " + binary + ": " + result.output());
        }
        return result.output();
    }

    private record Result(int status, String output) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Some tests are still written as they were before the tool became strict.
        builder.environment().put("WAST_STRICT_COMPONENT_INDICES", "0");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
