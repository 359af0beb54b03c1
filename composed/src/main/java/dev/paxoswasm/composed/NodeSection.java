package dev.paxoswasm.composed;

import dev.paxoswasm.host.storage.OrderedStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What one node keeps in the store that all nodes of a composition have in common. */
public final class NodeSection implements OrderedStore {

    private final OrderedStore whole;
    private final byte[] prefix;

    /** @param name of the node; no name may begin with another one and a slash */
    public NodeSection(OrderedStore whole, String name) {
        this.whole = whole;
        prefix = (name + "/").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return whole.get(full(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        whole.put(full(key), value);
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        whole.putUnhurried(full(key), value);
    }

    @Override
    public void hurry() {
        whole.hurry();
    }

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        whole.forEachFrom(full(first), (key, value) -> isOwn(key) && visitor.test(own(key), value));
    }

    @Override
    public byte @Nullable [] lastKeyUpTo(byte[] last) {
        byte[] key = whole.lastKeyUpTo(full(last));
        return key == null || !isOwn(key) ? null : own(key);
    }

    private byte[] full(byte[] key) {
        byte[] full = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, full, prefix.length, key.length);
        return full;
    }

    private boolean isOwn(byte[] key) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private byte[] own(byte[] key) {
        return Arrays.copyOfRange(key, prefix.length, key.length);
    }
}
