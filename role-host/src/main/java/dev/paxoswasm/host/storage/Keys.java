package dev.paxoswasm.host.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where things lie in a store, format 2. A key is one letter, and for a run of slots the last of them as eight bytes,
 * most significant first, so that keys sort as slots do.
 *
 * <table>
 * <caption>Keys and values; numbers are big-endian, a ballot is its round (8 bytes) and its proposer (4
 * bytes)</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code O}</td><td>the owner: role, node id and format version, as text</td></tr>
 * <tr><td>{@code I}</td><td>the identity of the cluster: its name, the ids of acceptors and proposers, and the quorums,
 * as text</td></tr>
 * <tr><td>{@code W}</td><td>one byte, written to find out whether the store can be written</td></tr>
 * <tr><td>{@code v}</td><td>acceptor: its life (8 bytes) and its standing (1 byte: 0 voting, 1 fresh, 2 forgetful, 3
 *     recovering)</td></tr>
 * <tr><td>{@code p}</td><td>acceptor: the highest ballot promised</td></tr>
 * <tr><td>{@code a} slot</td><td>acceptor: the run of slots that ends there; of each the ballot of acceptance, then the
 * entry</td></tr>
 * <tr><td>{@code r}</td><td>proposer: the highest round used or reserved (8 bytes)</td></tr>
 * <tr><td>{@code c}</td><td>proposer: all slots up to this one are chosen (8 bytes); then for each acceptor known its
 * id (4
 *     bytes), its life (8 bytes), the ballot it promised (round 0 for none), its highest slot (8 bytes) and the round
 *     it was fenced at (8 bytes)</td></tr>
 * <tr><td>{@code l} slot</td><td>learner: the run of slots that ends there; of each the entry</td></tr>
 * </table>
 *
 * <p>A run is the number of its slots (4 bytes), then for each slot, in ascending order, how many bytes follow (4
 * bytes) and those. An entry is its ballot of origin, a byte 0 for a no-op or 1 for a command, and for a command its
 * session (8 bytes), its sequence (8 bytes) and its payload (the rest).
 */
public final class Keys {

    /** Which layout this is. A store of another one is refused. */
    public static final int FORMAT = 2;

    /** Who this store belongs to. */
    public static final byte[] OWNER = key('O');
    /** Which cluster, with which voters and quorums, wrote this store. */
    public static final byte[] IDENTITY = key('I');
    /** What is written to find out whether the store can be. */
    public static final byte[] PROBE = key('W');

    static final byte[] LIFE = key('v');
    static final byte[] PROMISED = key('p');
    static final byte[] ROUND = key('r');
    static final byte[] PROGRESS = key('c');
    static final char ACCEPTED = 'a';
    static final char LEARNED = 'l';

    private Keys() {}

    private static byte[] key(char letter) {
        return String.valueOf(letter).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] slot(char letter, long slot) {
        return ByteBuffer.allocate(9).put((byte) letter).putLong(slot).array();
    }

    static boolean isSlot(char letter, byte[] key) {
        return key.length == 9 && key[0] == (byte) letter;
    }

    static long slotOf(byte[] key) {
        return ByteBuffer.wrap(key, 1, 8).getLong();
    }
}
