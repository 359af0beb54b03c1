package dev.paxoswasm.cli.project;

import static dev.paxoswasm.cli.cluster.Role.ACCEPTOR;
import static dev.paxoswasm.cli.cluster.Role.CLIENT;
import static dev.paxoswasm.cli.cluster.Role.LEARNER;
import static dev.paxoswasm.cli.cluster.Role.PROPOSER;

import dev.paxoswasm.cli.cluster.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A language that the project has components in, and so a template of a project for each of their roles. */
public enum Language {
    RUST("Rust", ACCEPTOR, PROPOSER, LEARNER, CLIENT) {
        @Override
        List<Part> parts(Role role) {
            String rust = "components/rust/";
            return List.of(
                    Part.same(rust, "Cargo.toml"),
                    Part.same(rust, "Cargo.lock"),
                    Part.same(rust, "clippy.toml"),
                    Part.same(rust, "rustfmt.toml"),
                    Part.same(rust, "contract"),
                    Part.same(rust, "guest"),
                    Part.same(rust, "packager"),
                    Part.same(rust, role.word()),
                    new Part(rust + "recipe.bash", "tools/recipe.bash"));
        }
    },
    C("C", ACCEPTOR) {
        @Override
        List<Part> parts(Role role) {
            String c = "components/c/";
            return Stream.concat(
                            Stream.of(
                                    Part.same(c, ".clang-format"),
                                    Part.same(c, "src"),
                                    Part.same(c, "test"),
                                    new Part(c + "recipe.bash", "tools/recipe.bash")),
                            Part.toolsFromTheRegistries())
                    .toList();
        }
    },
    GO("Go", ACCEPTOR, LEARNER) {
        @Override
        List<Part> parts(Role role) {
            String go = "components/go/";
            return Stream.concat(
                            Stream.of(
                                    Part.same(go, "contract"),
                                    Part.same(go, role.word()),
                                    new Part(go + "recipe.bash", "tools/recipe.bash")),
                            Part.toolsFromTheRegistries())
                    .toList();
        }
    };

    private final String title;
    private final List<Role> roles;

    Language(String title, Role... roles) {
        this.title = title;
        this.roles = List.of(roles);
    }

    /** What a project of this role has of the packed sources, besides what all have. */
    abstract List<Part> parts(Role role);

    /** As people write it. */
    public String title() {
        return title;
    }

    /** Those that there are templates of in this language. */
    public List<Role> roles() {
        return roles;
    }

    /** As an option is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A file or folder of the packed sources, and where in a project it lies. */
    record Part(String from, String to) {
        static Part same(String folder, String name) {
            return new Part(folder + name, name);
        }

        static Stream<Part> toolsFromTheRegistries() {
            return Stream.of(
                    new Part("components/tools.bash", "tools/tools.bash"),
                    new Part("components/adapter", "tools/adapter"));
        }
    }
}
