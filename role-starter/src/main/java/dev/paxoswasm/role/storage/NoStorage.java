package dev.paxoswasm.role.storage;

final class NoStorage implements CallStorage {

    @Override
    public void begin() {}

    @Override
    public long commit() {
        return 0;
    }

    @Override
    public void discard() {}

    @Override
    public void awaitDurable(long ticket) {}
}
