package dev.paxoswasm.role.storage;

import org.rocksdb.WALRecoveryMode;

/** What a node promises about its storage, and how it recovers. */
public enum Durability {

    /**
     * On disk before anyone hears of it. Recovery tolerates a record cut short at the end of the write-ahead log: it was
     * never flushed, hence never acknowledged. Any other fault in the log refuses the start. Point-in-time recovery would
     * silently drop whatever follows the fault, acknowledged records included; absolute consistency would refuse to start
     * after every power cut.
     */
    FLUSHED(WALRecoveryMode.TolerateCorruptedTailRecords),

    /**
     * Written, not flushed: what is lost can be learned again. Recovery keeps all that precedes the first fault, so what
     * was appended in order comes back without gaps.
     */
    RECOVERABLE(WALRecoveryMode.PointInTimeRecovery);

    private final WALRecoveryMode recovery;

    Durability(WALRecoveryMode recovery) {
        this.recovery = recovery;
    }

    WALRecoveryMode recovery() {
        return recovery;
    }
}
