package dev.paxoswasm.role.storage;

import org.rocksdb.WALRecoveryMode;

/** What a node promises about its storage, and how it recovers. */
public enum Durability {

    /**
     * On disk before anyone hears of it. Recovery tolerates a record cut short at the end of the write-ahead log: it
     * was never flushed, hence never acknowledged. Any other fault in the log refuses the start. Point-in-time recovery
     * would silently drop whatever follows the fault, acknowledged records included; absolute consistency would refuse
     * to start after every power cut.
     */
    FLUSHED(WALRecoveryMode.TolerateCorruptedTailRecords),

    /**
     * In memory until a table of it is written, or the store is closed: what is lost can be learned again. There is no
     * write-ahead log. Tables are written one after the other, so a node that is killed loses the end of what it
     * stored, and nothing from the midst of it.
     */
    RECOVERABLE(WALRecoveryMode.PointInTimeRecovery);

    private final WALRecoveryMode recovery;

    Durability(WALRecoveryMode recovery) {
        this.recovery = recovery;
    }

    WALRecoveryMode recovery() {
        return recovery;
    }

    boolean keepsLog() {
        return this == FLUSHED;
    }
}
