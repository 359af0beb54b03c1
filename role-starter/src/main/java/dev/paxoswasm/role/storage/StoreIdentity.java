package dev.paxoswasm.role.storage;

import dev.paxoswasm.host.storage.Keys;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.ClusterIdentity.Difference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose store it is, and which cluster wrote it. A new store gets both in one flushed batch, before anything else, so
 * that a kill at any moment leaves a store with both or an empty one. A store of before clusters had an identity gets
 * the one that it is opened with.
 */
final class StoreIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(StoreIdentity.class);

    private final RocksDB db;
    private final DataDirectory at;
    private final Cluster cluster;

    private StoreIdentity(RocksDB db, DataDirectory at, Cluster cluster) {
        this.db = db;
        this.at = at;
        this.cluster = cluster;
    }

    /** @throws ConfigurationException if it belongs to another node, or to a cluster with another identity */
    static void claim(RocksDB db, DataDirectory at, Cluster cluster) {
        try {
            new StoreIdentity(db, at, cluster).claim();
        } catch (RocksDBException e) {
            throw at.cannotBeOpened(String.valueOf(e.getMessage()), cluster);
        }
    }

    private void claim() throws RocksDBException {
        String anyFormat = cluster.selfName() + ", format ";
        String self = anyFormat + Keys.FORMAT;
        String owner = text(Keys.OWNER);
        if (owner == null) {
            requireEmpty(self);
        } else if (!owner.equals(self)) {
            throw owner.startsWith(anyFormat) ? at.isOfAnotherFormat(owner, Keys.FORMAT) : at.belongsTo(owner, self);
        }
        String written = text(Keys.IDENTITY);
        if (written == null) {
            write(self, cluster.identity().text());
            LOG.info(
                    "{} in {}, for the cluster {}",
                    owner == null ? "A new store is made" : "The store is of before it named its cluster; now it does",
                    at.path(),
                    cluster.identity().text());
            return;
        }
        Optional<Difference> difference = cluster.identity().differenceTo(written);
        if (difference.isPresent()) {
            throw wasWrittenOtherwise(difference.get());
        }
    }

    private @Nullable String text(byte[] key) throws RocksDBException {
        byte[] value = db.get(key);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private void requireEmpty(String self) {
        try (RocksIterator any = db.newIterator()) {
            any.seekToFirst();
            if (any.isValid()) {
                throw at.belongsTo("something else: it names no node", self);
            }
        }
    }

    private void write(String owner, String identity) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch();
                WriteOptions synced = new WriteOptions().setSync(true)) {
            batch.put(Keys.OWNER, owner.getBytes(StandardCharsets.UTF_8));
            batch.put(Keys.IDENTITY, identity.getBytes(StandardCharsets.UTF_8));
            db.write(synced, batch);
        }
    }

    private ConfigurationException wasWrittenOtherwise(Difference difference) {
        String another = cluster.role() == Role.LEARNER
                ? "or move the directory away: a learner learns all of it again"
                : "or name the data directory that belongs to this cluster";
        return new ConfigurationException(
                difference.firstKey(),
                cluster.selfName() + " is configured with " + difference.ours() + ", but " + at.path()
                        + " was written with " + difference.theirs(),
                (difference.isOfAnotherClusterOnly()
                                ? "that is the data of another cluster"
                                : "values chosen with the one may be lost with the other")
                        + ": configure what it was written with, "
                        + another);
    }
}
