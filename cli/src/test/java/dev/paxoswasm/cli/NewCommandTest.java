package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./paxos new} writes a project into a folder of its own, and says what to do next. */
class NewCommandTest {
    @TempDir
    private Path folder;

    private record Result(int exitCode, String out, String err) {}

    private static Result run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        StringWriter refused = new StringWriter();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Paxos.commandLine().setErr(new PrintWriter(refused)).execute(arguments);
            return new Result(
                    exitCode,
                    said.toString(StandardCharsets.UTF_8),
                    complained.toString(StandardCharsets.UTF_8) + refused);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Result acceptorInC(Path project) {
        return run("new", "acceptor", "--language", "c", project.toString());
    }

    private static void assertFailed(Result result, String complaint) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().isEqualTo("paxos: " + complaint);
    }

    private static long entriesOf(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    @Test
    void a_folder_that_is_not_there_is_made_with_a_build_that_can_be_run() throws IOException {
        Path project = folder.resolve("some").resolve("where");

        Result result = acceptorInC(project);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(project.resolve("src").resolve("accept.c")).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(project.resolve("build")))
                .contains(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
        assertThat(Files.getPosixFilePermissions(project.resolve("README.md")))
                .doesNotContain(PosixFilePermission.OWNER_EXECUTE);
        assertThat(result.out())
                .startsWith("An acceptor in C, in " + project + " (")
                .contains(
                        "  cd " + project + "\n  ./build --test\n  ./build\n",
                        " conform acceptor.wasm\n",
                        " simulate --component acceptor=acceptor.wasm --seeds 200\n",
                        " up --detach --component acceptor-3=acceptor.wasm\n");
    }

    @Test
    void an_empty_folder_is_filled() {
        assertThat(acceptorInC(folder).exitCode()).isZero();
        assertThat(folder.resolve("README.md")).isNotEmptyFile();
    }

    @Test
    void what_is_printed_can_be_pasted_whatever_the_folder_is_called() {
        Path project = folder.resolve("it's mine");

        assertThat(acceptorInC(project).out()).contains("  cd '" + folder + "/it'\\''s mine'\n");
    }

    @Test
    void a_folder_that_is_not_empty_stays_as_it_is() throws IOException {
        for (String name : new String[] {"d", "a", "c", "b"}) {
            Files.writeString(folder.resolve(name), "mine");
        }

        assertFailed(
                acceptorInC(folder),
                folder + " is not empty: it has a, b, c and more; name a folder that is new or empty");
        assertThat(entriesOf(folder)).isEqualTo(4);
    }

    @Test
    void a_file_is_no_folder_and_has_none_in_it() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertFailed(acceptorInC(file), file + " is a file; name a folder that is new or empty");
        Path below = file.resolve("below");
        assertFailed(acceptorInC(below), "cannot write the project to " + below + ": " + file + " is a file");
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            new voter --language c x       | 'voter' is none of acceptor, proposer, learner, client
            new acceptor --language perl x | '--language': 'perl' is none of rust, c, go
            new acceptor x                 | --language is missing: one of rust, c, go
            new client --language c x      | there is no client in c; in c there is acceptor, and a client in rust
            new acceptor --language c      | Missing required parameter: 'DIR'
            """)
    void a_wrong_command_line_is_refused_with_what_there_is(String line, String complaint) {
        Result result = run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines().findFirst())
                .hasValueSatisfying(first -> assertThat(first).contains(complaint));
        assertThat(result.err()).doesNotContain("\tat ");
    }

    @Test
    void completion_offers_roles_and_languages() {
        assertThat(run("completion").out())
                .contains("ROLE_pos_param_args=(\"acceptor\" ", "LANGUAGE_option_args=(\"rust\" \"c\" \"go\")");
    }
}
