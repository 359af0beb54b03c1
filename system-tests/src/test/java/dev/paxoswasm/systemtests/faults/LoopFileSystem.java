package dev.paxoswasm.systemtests.faults;

import dev.paxoswasm.systemtests.cluster.ShellCommand;
import java.nio.file.Files;
import java.nio.file.Path;

/** An XFS file system of its own, in a file: it can lose power, it can be full, and it can stand still. */
public final class LoopFileSystem implements AutoCloseable {
    /** The least that mkfs.xfs takes. */
    private static final String SIZE = "300M";

    private final Path image;
    private final Path at;

    private LoopFileSystem(Path image, Path at) {
        this.image = image;
        this.at = at;
    }

    /** Makes one and mounts it. */
    public static LoopFileSystem mount(Path image, Path at) {
        LoopFileSystem made = new LoopFileSystem(image, at);
        ShellCommand.run("mkdir", "-p", at.toString());
        ShellCommand.run("truncate", "--size", SIZE, image.toString());
        ShellCommand.run("mkfs.xfs", "-q", image.toString());
        made.mount();
        return made;
    }

    private void mount() {
        ShellCommand.run("mount", "-o", "loop", image.toString(), at.toString());
    }

    /**
     * From now on nothing reaches the disk any more; what was written and not flushed before is lost. The file system's
     * own log is flushed first (-f): without that, one flush in some twenty-five that was under way said it had
     * succeeded, and its last record was gone, in a program of twenty lines without any store.
     */
    void losePower() {
        ShellCommand.run("xfs_io", "-x", "-c", "shutdown -f", at.toString());
    }

    /** As after a restart of the machine; no process may use it. */
    void restorePower() {
        ShellCommand.run("umount", at.toString());
        mount();
    }

    /** From now on whoever writes waits. */
    void standStill() {
        ShellCommand.run("xfs_io", "-x", "-c", "freeze", at.toString());
    }

    void goOn() {
        ShellCommand.run("xfs_io", "-x", "-c", "thaw", at.toString());
    }

    /** Leaves no room, in pieces that get smaller. */
    public void fill() {
        for (String piece : new String[] {"1M", "64K", "4K"}) {
            ShellCommand.attempt("dd", "if=/dev/zero", "of=" + filler(piece), "bs=" + piece);
        }
    }

    public void free() {
        for (String piece : new String[] {"1M", "64K", "4K"}) {
            ShellCommand.run("rm", "-f", filler(piece).toString());
        }
    }

    private Path filler(String piece) {
        return at.resolve("filler-" + piece);
    }

    @Override
    public void close() {
        if (isMounted() && ShellCommand.attempt("umount", at.toString()).exitCode() != 0) {
            ShellCommand.run("umount", "--lazy", at.toString());
        }
        if (Files.exists(image)) {
            ShellCommand.run("rm", image.toString());
        }
    }

    /** By the system's list: a file system without power answers to nothing else. */
    private boolean isMounted() {
        return ShellCommand.attempt("grep", "--quiet", " " + at + " ", "/proc/mounts")
                        .exitCode()
                == 0;
    }
}
