package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What was typed wrongly is one line that says what would be right. */
class PaxosTest {

    /** An address that nobody listens at. */
    private static final String URL = "--url http://127.0.0.1:1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            propose x --wait 99999999999      | '--wait': '99999999999' is no whole number of at most 2147483647
            propose x --wait 1.5              | '--wait': '1.5' is no whole number
            propose x --wait 0                | --wait must be at least 1 second
            propose x --wait -1               | --wait must be at least 1 second
            propose x --url http://a^b        | '--url': 'http://a^b' is no address; it would be like http://
            log --from 9223372036854775808    | '--from': '9223372036854775808' is no whole number of at most
            log --from 0                      | --from and --limit are at least 1
            up --port-base -1                 | --port-base must be at least 1
            up --port-base x                  | '--port-base': 'x' is no whole number
            up --acceptors 16                 | --acceptors must be from 1 to 15
            replay no-such-file --from 1      | no-such-file cannot be read; name a recording
            replay pom.xml --from -1          | --from must be 0 or more
            replay pom.xml --component x.wasm | x.wasm cannot be read; name the file of a component
            up --timeout 0                    | --timeout must be at least 1 second
            demo                              | Missing required option: '--composed'
            demo --composed --component x     | x cannot be read; name a composition
            demo --composed --data pom.xml    | pom.xml is no directory; name one for --data
            """)
    void a_wrong_command_line_is_refused_in_words(String line, String complaint) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Paxos.commandLine().setErr(new PrintWriter(err));

        int exitCode = commandLine.execute((line + (line.matches("(up|demo|replay) .*") ? "" : " " + URL)).split(" +"));

        assertThat(exitCode).as(err.toString()).isEqualTo(2);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(first -> assertThat(first).contains(complaint));
        assertThat(err.toString()).doesNotContain("java.", "\tat ");
    }

    @Test
    void a_value_without_end_is_not_read_to_its_end() {
        InputStream before = System.in;
        System.setIn(new InputStream() {
            private long read;

            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                read += length;
                assertThat(read).isLessThan(64L << 20);
                return length;
            }
        });
        try {
            assertThat(failure("propose - " + URL)).contains("the value has more than 16777216 bytes");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(failure("propose --file no-such-file " + URL)).contains("there is no file no-such-file");
    }

    private static String failure(String line) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(Paxos.commandLine().execute(line.split(" "))).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("java.", "\tat ");
        return err.toString(StandardCharsets.UTF_8);
    }
}
