package dev.paxoswasm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.role.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckComponentsTest {
    private static final Path COMPONENTS = Path.of("..", "components");

    @TempDir
    Path folder;

    private Optional<String> complaint(Role role, Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return CheckComponents.complaint(
                folder.resolve("cache").toString(),
                role.label() + "=sha256:" + HexFormat.of().formatHex(digest) + "=" + file);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_built_component_of_a_role_can_serve_as_it(Role role) throws Exception {
        assertThat(complaint(role, COMPONENTS.resolve(role.label() + ".wasm"))).isEmpty();
    }

    @Test
    void one_of_another_role_is_told_what_it_lacks_and_what_it_imports_that_is_not_granted() throws Exception {
        Path learner = COMPONENTS.resolve("learner.wasm");

        assertThat(complaint(Role.ACCEPTOR, learner).orElseThrow())
                .startsWith(learner + " cannot serve as acceptor: ")
                .contains("it does not export paxos:acceptor/acceptor@0.1.0")
                .contains("it imports paxos:host/learner-storage@0.1.0 (append-chosen, load-chosen, chosen-through),"
                        + " which"
                        + " the world does not offer")
                .endsWith("; name a component of the world paxos:acceptor/acceptor-component@0.1.0")
                .doesNotContain("\n");
    }

    @Test
    void what_is_no_component_is_told_where_it_ends_to_be_one() throws Exception {
        Path text = Files.writeString(folder.resolve("text.wasm"), "no component");

        assertThat(complaint(Role.ACCEPTOR, text).orElseThrow()).contains("malformed component at byte");
    }

    @Test
    void exports_beyond_those_of_the_world_are_allowed() throws Exception {
        Path extended = withExport("init");

        assertThat(Component.parse(Files.readAllBytes(extended)).type().exportedInterfaces())
                .containsKey("init");
        assertThat(complaint(Role.ACCEPTOR, extended)).isEmpty();
    }

    /** The built acceptor with a section behind it: an export (sort 5, an instance) of its first instance. */
    private Path withExport(String name) throws IOException {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        binary.write(Files.readAllBytes(COMPONENTS.resolve("acceptor.wasm")));
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        binary.write(HexFormat.of().parseHex("0b"));
        binary.write(text.length + 6);
        binary.write(HexFormat.of().parseHex("0100"));
        binary.write(text.length);
        binary.write(text);
        binary.write(HexFormat.of().parseHex("050000"));
        return Files.write(folder.resolve(name + ".wasm"), binary.toByteArray());
    }
}
