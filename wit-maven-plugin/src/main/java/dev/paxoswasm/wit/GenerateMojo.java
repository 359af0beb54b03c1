package dev.paxoswasm.wit;

import dev.paxoswasm.wit.java.JavaGenerator;
import dev.paxoswasm.wit.java.JavaOptions;
import dev.paxoswasm.wit.model.WitFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Generates Java from a folder of WIT packages. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    /** The folder of the root package; below it, {@code deps} holds the packages it depends on. */
    @Parameter(property = "wit.directory", defaultValue = "${project.basedir}/src/main/wit", required = true)
    private File witDirectory;

    /** Where the sources go. The folder belongs to the plugin: what it did not write there is deleted. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/wit", required = true)
    private File outputDirectory;

    /** Each interface gets a Java package below this one. */
    @Parameter(required = true)
    private String basePackage;

    /** Interfaces that are served over HTTP, as {@code namespace:package/interface} without a version. */
    @Parameter
    private List<String> httpInterfaces = List.of();

    /** What HTTP operations consume and produce, the preferred type first. */
    @Parameter
    private List<String> mediaTypes = List.of("application/json");

    /** The largest {@code u64} that a record or a variant may hold. */
    @Parameter(defaultValue = "9223372036854775807")
    private long largestInteger;

    /**
     * Members that begin at 0 in OpenAPI, even where the docs of their type say "from 1": what is 0 while there is
     * nothing yet.
     */
    @Parameter
    private List<String> fromZero = List.of();

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path source = witDirectory.toPath();
        if (!Files.isDirectory(source)) {
            throw new MojoFailureException("witDirectory " + source + " is no folder; it must hold WIT packages");
        }
        JavaOptions options = new JavaOptions(
                basePackage, Set.copyOf(httpInterfaces), List.copyOf(mediaTypes), largestInteger, Set.copyOf(fromZero));
        try {
            OutputFolder output = new OutputFolder(outputDirectory.toPath());
            String inputs = Fingerprint.of(source, new WitFolder(source).files(), options.toString());
            if (output.isMadeFrom(inputs)) {
                getLog().debug("nothing changed since the last run");
            } else {
                Map<String, String> texts = JavaGenerator.generate(new WitFolder(source).read(), options);
                output.replace(texts, inputs);
                getLog().info("generated " + texts.size() + " Java files");
            }
        } catch (WitException wrong) {
            throw new MojoFailureException(wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new MojoExecutionException("cannot read or write: " + failed.getMessage(), failed);
        }
        project.addCompileSourceRoot(outputDirectory.getPath());
    }
}
