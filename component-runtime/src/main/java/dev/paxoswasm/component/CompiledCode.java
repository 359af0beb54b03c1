package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what the core modules of components compile to, so that it need not be made again. Whoever can change what is
 * kept decides what code runs in this JVM, so it must be as hard to write to as the program itself. Called from several
 * threads.
 */
public interface CompiledCode {

    /** Keeps nothing. */
    CompiledCode NONE = new CompiledCode() {
        @Override
        public byte @Nullable [] get(String key) {
            return null;
        }

        @Override
        public void put(String key, byte[] code) {}

        @Override
        public void refuse(String key, Throwable why) {}
    };

    /**
     * What was kept for a key, exactly as it was; null where there is nothing, or where it is not exactly that.
     *
     * @param key 64 hexadecimal digits, which stand for a module, the compiler's version and the release of Java
     */
    byte @Nullable [] get(String key);

    /** Keeps it if that is possible. Throws nothing where it is not: the code runs all the same. */
    void put(String key, byte[] code);

    /** Is told that what it gave is no code that this JVM loads. It is compiled anew then, and put. */
    void refuse(String key, Throwable why);
}
