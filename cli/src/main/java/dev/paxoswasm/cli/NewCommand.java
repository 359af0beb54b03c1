package dev.paxoswasm.cli;

import dev.paxoswasm.cli.ConformCommand.ConformingRole;
import dev.paxoswasm.cli.cluster.Role;
import dev.paxoswasm.cli.project.Language;
import dev.paxoswasm.cli.project.NewFolder;
import dev.paxoswasm.cli.project.Template;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a project of a component of one's own. */
@Command(
        name = "new",
        description = {
            "Writes a project of a component of your own: sources that keep to the contract as they are, the"
                    + " interfaces, unit tests, a build, and a README from there to a running cluster.",
            "It is built outside of the checkout, and needs what its language needs; its README tells."
        })
final class NewCommand implements Runnable {
    private static final String SAFE_IN_A_SHELL = "[A-Za-z0-9_./~+,:@-]+";

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
    @Nullable
    private ConformingRole role;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder of the project, new or empty.")
    private Path folder = Path.of("");

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "One of ${COMPLETION-CANDIDATES}.")
    @Nullable
    private Language language;

    @Override
    public void run() {
        Template template = template();
        NewFolder made = new NewFolder(folder);
        Map<String, byte[]> files = template.files();
        made.write(files, Template.BUILD);
        System.out.println("%s in %s, in %s (%d files). What to do next:"
                .formatted(
                        Template.article(template.role()), template.language().title(), folder, files.size())
                .replaceFirst("^a", "A"));
        System.out.println();
        next(template).forEach(line -> System.out.println("  " + line));
        System.out.println();
        System.out.println("README.md there tells the rest.");
    }

    private Template template() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (language == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--language is missing: one of "
                            + Arrays.stream(Language.values())
                                    .map(Language::toString)
                                    .collect(Collectors.joining(", ")));
        }
        Role wanted = Role.valueOf(Objects.requireNonNull(role).name());
        if (!language.roles().contains(wanted)) {
            throw new ParameterException(
                    command.commandLine(),
                    "there is no " + wanted.word() + " in " + language + "; in " + language + " there is "
                            + language.roles().stream().map(Role::word).collect(Collectors.joining(", "))
                            + ", and a " + wanted.word() + " in "
                            + Arrays.stream(Language.values())
                                    .filter(it -> it.roles().contains(wanted))
                                    .map(Language::toString)
                                    .collect(Collectors.joining(", ")));
        }
        return new Template(wanted, language);
    }

    private Stream<String> next(Template template) {
        String home = System.getProperty("paxos.home");
        String paxos = home == null ? "paxos" : quoted(Path.of(home, "paxos"));
        String component = template.component();
        return Stream.of(
                "cd " + quoted(folder),
                "./build --test",
                "./build",
                paxos + " conform " + component,
                paxos + " simulate --component " + template.role().word() + "=" + component + " --seeds 200",
                paxos + " up --detach --component " + template.node() + "=" + component);
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches(SAFE_IN_A_SHELL) ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
