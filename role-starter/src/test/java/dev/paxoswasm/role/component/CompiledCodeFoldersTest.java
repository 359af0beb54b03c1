package dev.paxoswasm.role.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paxoswasm.component.CompiledCode;
import dev.paxoswasm.component.Component;
import dev.paxoswasm.role.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(OutputCaptureExtension.class)
class CompiledCodeFoldersTest {

    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String OTHER_KEY = "fedcba9876543210".repeat(4);
    private static final byte[] CODE = "code of a component".repeat(5).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Path folder() {
        return directory.resolve("made/when/needed");
    }

    private CompiledCode code() {
        return CompiledCodeFolders.of(folder().toString());
    }

    private Path file() {
        return folder().resolve(KEY + ".code");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void what_is_put_is_got_and_nothing_else_is_left_there() throws IOException {
        assertThat(code().get(KEY)).isNull();
        code().put(KEY, CODE);
        assertThat(code().get(KEY)).isEqualTo(CODE);
        assertThat(code().get(OTHER_KEY)).isNull();
        assertThat(files()).containsExactly(KEY + ".code");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_file_with_any_bit_flipped_is_not_believed_and_can_be_made_anew() throws IOException {
        code().put(KEY, CODE);
        byte[] sound = Files.readAllBytes(file());
        for (int at = 0; at < sound.length; at++) {
            byte[] flipped = sound.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file(), flipped);
            assertThat(code().get(KEY)).as("byte %d", at).isNull();
        }
        code().put(KEY, CODE);
        assertThat(code().get(KEY)).isEqualTo(CODE);
    }

    @Test
    void a_file_cut_or_grown_anywhere_is_not_believed() throws IOException {
        code().put(KEY, CODE);
        byte[] sound = Files.readAllBytes(file());
        for (int length = 0; length < sound.length; length++) {
            Files.write(file(), Arrays.copyOf(sound, length));
            assertThat(code().get(KEY)).as("%d bytes", length).isNull();
        }
        Files.write(file(), Arrays.copyOf(sound, sound.length + 1));
        assertThat(code().get(KEY)).isNull();
    }

    @Test
    void a_sound_file_of_another_component_compiler_or_java_is_not_believed(CapturedOutput output) throws IOException {
        code().put(OTHER_KEY, CODE);
        Files.move(folder().resolve(OTHER_KEY + ".code"), file());
        assertThat(code().get(KEY)).isNull();
        assertThat(output.getOut()).contains("is of another component, compiler or release of Java");
    }

    @Test
    void a_real_component_is_compiled_anew_where_its_file_was_damaged(CapturedOutput output) throws IOException {
        byte[] binary = Files.readAllBytes(Path.of("..", "components", "acceptor.wasm"));
        Component.parse(binary, code());
        List<String> made = files();
        assertThat(made).isNotEmpty();
        for (String name : made) {
            Files.write(folder().resolve(name), damaged(Files.readAllBytes(folder().resolve(name))));
        }
        assertThat(Component.parse(binary, code()).digest()).startsWith("sha256:");
        assertThat(output.getOut()).contains("does not have the checksum that stands in it");
        for (String name : made) {
            String key = name.substring(0, name.indexOf('.'));
            assertThat(code().get(key)).as(name).isNotNull();
        }
    }

    private static byte[] damaged(byte[] file) {
        file[file.length / 2] ^= 4;
        return file;
    }

    @Test
    void what_others_can_write_to_is_not_used() throws IOException {
        code().put(KEY, CODE);
        for (String permissions : List.of("rw-rw----", "rw----rw-")) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
            assertThat(code().get(KEY)).as(permissions).isNull();
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(code().get(KEY)).isEqualTo(CODE);
        for (String permissions : List.of("rwxrwx---", "rwx---rwx")) {
            Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString(permissions));
            assertThat(code().get(KEY)).as(permissions).isNull();
            code().put(OTHER_KEY, CODE);
            assertThat(files()).as(permissions).containsExactly(KEY + ".code");
        }
    }

    @Test
    void what_belongs_to_another_user_is_not_used(CapturedOutput output) throws IOException {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid")), "only root gives files away");
        code().put(KEY, CODE);
        Files.setAttribute(file(), "unix:uid", 10_001);
        assertThat(code().get(KEY)).isNull();
        assertThat(output.getOut()).contains("who is not this process's user");
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        code().put(KEY, CODE);
        Path elsewhere = Files.move(file(), directory.resolve("elsewhere"));
        Files.createSymbolicLink(file(), elsewhere);
        assertThat(code().get(KEY)).isNull();
    }

    @Test
    void where_nothing_can_be_written_it_is_said_once_and_all_goes_on(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("made"), "a file where a folder should be");
        for (int i = 0; i < 3; i++) {
            code().put(KEY, CODE);
            assertThat(code().get(KEY)).isNull();
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("paxos.component.cache")))
                .singleElement()
                .asString()
                .contains("cannot be written to");
    }

    @Test
    void folders_are_asked_in_their_order_and_the_last_is_written_to() throws IOException {
        Path packaged = directory.resolve("packaged");
        CompiledCodeFolders.of(packaged.toString()).put(KEY, CODE);
        CompiledCode both = CompiledCodeFolders.of(packaged + ", " + folder());
        assertThat(both.get(KEY)).isEqualTo(CODE);
        both.put(OTHER_KEY, CODE);
        assertThat(files()).containsExactly(OTHER_KEY + ".code");
        assertThat(both.get(OTHER_KEY)).isEqualTo(CODE);
    }

    @Test
    void many_write_and_read_the_same_at_once_and_nobody_sees_a_half() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(() -> {
                    boolean sound = true;
                    for (int round = 0; round < 50; round++) {
                        byte[] got = code().get(KEY);
                        sound &= got == null || Arrays.equals(got, CODE);
                        code().put(KEY, CODE);
                    }
                    return sound;
                });
            }
            for (Future<Boolean> run : threads.invokeAll(runs)) {
                assertThat(run.get()).isTrue();
            }
        }
        assertThat(files()).containsExactly(KEY + ".code");
    }

    @Test
    void what_killed_processes_left_and_the_oldest_of_too_many_are_taken_away() throws IOException {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(Files.createFile(folder().resolve("1.unfinished")), old);
        Files.createFile(folder().resolve("2.unfinished"));
        for (int i = 0; i < 70; i++) {
            Path file = Files.createFile(folder().resolve("%064d.code".formatted(i)));
            Files.setLastModifiedTime(file, FileTime.fromMillis(old.toMillis() + i));
        }
        Files.createFile(folder().resolve("somebody else's"));
        code().put(KEY, CODE);
        assertThat(files())
                .contains(KEY + ".code", "2.unfinished", "somebody else's", "%064d.code".formatted(69))
                .doesNotContain("1.unfinished", "%064d.code".formatted(0))
                .hasSizeLessThanOrEqualTo(66);
    }

    @Test
    void nothing_is_kept_where_no_folder_is_named_and_what_is_no_path_is_refused() {
        UnaryOperator<String> refusal = text -> assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CompiledCodeFolders.of(text))
                .actual()
                .getMessage();
        assertThat(CompiledCodeFolders.of(" ")).isSameAs(CompiledCode.NONE);
        assertThat(CompiledCodeFolders.of(null)).isSameAs(CompiledCode.NONE);
        assertThat(refusal.apply("a\0b")).contains("paxos.component.cache", "name folders");
    }
}
