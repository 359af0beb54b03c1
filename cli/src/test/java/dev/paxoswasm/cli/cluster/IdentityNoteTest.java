package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityNoteTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void make_the_folders() {
        new DataDirectory(folder).create();
    }

    private List<String> claim(String... settings) {
        return claim(3, settings);
    }

    private List<String> claim(int acceptors, String... settings) {
        Layout layout = Layout.of(8000, Map.of(), Map.of(Role.ACCEPTOR, acceptors));
        return new IdentityNote(new DataDirectory(folder)).claim(layout, List.of(settings));
    }

    private String noted() throws IOException {
        return Files.readString(folder.resolve(".paxos/identity")).strip();
    }

    private void aNodeKeepsSomething() throws IOException {
        Files.createDirectories(folder.resolve("acceptor-1"));
    }

    @Test
    void a_new_folder_gets_a_name_of_its_own_and_keeps_it() throws IOException {
        List<String> settings = claim("paxos.timing.tick=10ms");
        aNodeKeepsSomething();

        assertThat(settings).hasSize(2).first().isEqualTo("paxos.timing.tick=10ms");
        assertThat(settings.getLast()).matches("paxos\\.cluster\\.id=[a-z0-9]{10}");
        assertThat(claim()).containsExactly(settings.getLast());
        assertThat(noted())
                .isEqualTo(settings.getLast().substring("paxos.cluster.".length())
                        + "; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2");
    }

    @Test
    void two_folders_have_two_names() throws IOException {
        String one = claim().getLast();
        Files.delete(folder.resolve(".paxos/identity"));
        assertThat(claim().getLast()).isNotEqualTo(one);
    }

    @Test
    void a_name_that_is_said_is_taken_and_not_given_to_the_nodes_twice() throws IOException {
        assertThat(claim("paxos.Cluster.ID=orders")).containsExactly("paxos.Cluster.ID=orders");
        aNodeKeepsSomething();
        assertThat(claim()).containsExactly("paxos.cluster.id=orders");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> claim("paxos.cluster.id=other"))
                .withMessageContaining("was written with paxos.cluster.id=orders")
                .withMessageContaining("would start it with paxos.cluster.id=other");
    }

    @Test
    void other_quorums_than_the_data_was_written_with_are_refused_with_both_values() throws IOException {
        claim();
        aNodeKeepsSomething();

        for (List<String> other : List.of(
                List.of("paxos.quorum.phase1=3", "paxos.quorum.phase2=1"),
                List.of("paxos.quorum.phase1=3"),
                List.of("paxos.quorum.phase-2=1"),
                List.of("paxos.quorum.PHASE2=1"))) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> claim(other.toArray(String[]::new)))
                    .withMessageContaining("was written with paxos.quorum.phase1=2, paxos.quorum.phase2=2")
                    .withMessageContaining("would start it with paxos.quorum.phase1=3, paxos.quorum.phase2=1");
        }
        assertThat(claim("paxos.quorum.phase1=2", "paxos.quorum.phase2=2")).hasSize(3);
    }

    @Test
    void so_are_other_acceptors_and_what_is_no_number() throws IOException {
        claim();
        aNodeKeepsSomething();

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> claim(5))
                .withMessageContaining("was written with acceptors 1,2,3, paxos.quorum.phase1=2")
                .withMessageContaining("would start it with acceptors 1,2,3,4,5, paxos.quorum.phase1=3");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> claim("paxos.quorum.phase1=many"))
                .withMessageContaining("would start it with paxos.quorum.phase1=many");
    }

    @Test
    void as_long_as_no_node_has_kept_anything_it_may_be_said_otherwise() throws IOException {
        String id = claim("paxos.quorum.phase1=3").getLast();
        assertThat(claim()).containsExactly(id);
        assertThat(noted()).endsWith("phase1=2; phase2=2");
    }

    @Test
    void what_no_node_would_start_with_is_left_to_the_nodes_and_not_noted() {
        claim("paxos.quorum.phase1=1", "paxos.quorum.phase2=1");
        claim("paxos.cluster.id=no name");
        assertThat(folder.resolve(".paxos/identity")).doesNotExist();
    }

    @Test
    void data_of_before_it_was_noted_gets_what_it_is_started_with() throws IOException {
        aNodeKeepsSomething();
        String id = claim("paxos.quorum.phase1=3").getLast();

        assertThat(noted()).contains("phase1=3; phase2=1");
        assertThat(claim("paxos.quorum.phase1=3").getLast()).isEqualTo(id);
        assertThatExceptionOfType(Failure.class).isThrownBy(this::claim);
    }

    @Test
    void a_damaged_note_is_named_with_what_to_do() throws IOException {
        Files.writeString(folder.resolve(".paxos/identity"), "id=a; acceptors=1,2,3; pha");
        assertThatExceptionOfType(Failure.class).isThrownBy(this::claim).withMessageContaining("identity is damaged");
    }
}
