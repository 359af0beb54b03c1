package dev.paxoswasm.role.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who can write to a file: code is loaded only from where nobody can who could not change this process anyway. */
final class Ownership {

    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private Ownership() {}

    /** Why others than this user and root can write there; empty where nobody can. */
    static Optional<String> objection(Path path) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Optional.of("lies in a file system that does not tell who may write to it");
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (attributes.isSymbolicLink()) {
            return Optional.of("is a symbolic link");
        }
        boolean isRoots = Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        if (!isRoots && !attributes.owner().equals(self())) {
            return Optional.of("belongs to " + attributes.owner().getName() + ", who is not this process's user");
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("may be written to by others than its owner");
        }
        return Optional.empty();
    }

    /** By number where the system tells it: in a container, a user often has no name. */
    private static @Nullable UserPrincipal self() throws IOException {
        return Files.exists(THIS_PROCESS)
                ? Files.getOwner(THIS_PROCESS)
                : THIS_PROCESS
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name"));
    }
}
