package dev.paxoswasm.component.core;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import dev.paxoswasm.component.CompiledCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiles core modules to Java classes, or takes those that an earlier run of the same compiler made of the same
 * module.
 */
final class Compiler {

    private static final String PROPERTIES = "/META-INF/maven/com.dylibso.chicory/compiler/pom.properties";

    /** Of Chicory's compiler; empty where its jar does not tell, and then nothing is kept. */
    private static final String VERSION = version();

    private final CompiledCode kept;

    Compiler(CompiledCode kept) {
        this.kept = VERSION.isEmpty() ? CompiledCode.NONE : kept;
    }

    /**
     * @param binary what the module was parsed from
     * @param uncompiled functions that are left to the interpreter
     */
    Function<Instance, Machine> compile(byte[] binary, WasmModule module, Set<Integer> uncompiled) {
        if (kept == CompiledCode.NONE) {
            // With a cache, even an empty one, Chicory packs what it compiled into a JAR.
            return builder(module, uncompiled).compile();
        }
        String key = key(binary, uncompiled);
        byte[] code = kept.get(key);
        if (code != null) {
            try {
                return builder(module, uncompiled)
                        .withCache(new Kept(key, code))
                        .compile();
            } catch (RuntimeException | LinkageError | AssertionError e) {
                kept.refuse(key, e);
            }
        }
        return builder(module, uncompiled).withCache(new Kept(key, null)).compile();
    }

    private static MachineFactoryCompiler.Builder builder(WasmModule module, Set<Integer> uncompiled) {
        MachineFactoryCompiler.Builder builder = MachineFactoryCompiler.builder(module);
        return uncompiled.isEmpty()
                ? builder.withInterpreterFallback(InterpreterFallback.SILENT)
                : builder.withInterpreterFallback(InterpreterFallback.FAIL).withInterpretedFunctions(uncompiled);
    }

    /** All that decides what comes out. */
    private static String key(byte[] binary, Set<Integer> uncompiled) {
        String made = "chicory " + VERSION + ", java " + Runtime.version().feature() + ", uncompiled "
                + new TreeSet<>(uncompiled) + "\n";
        return Sha256.hex(made.getBytes(StandardCharsets.UTF_8), binary);
    }

    private static String version() {
        try (InputStream in = MachineFactoryCompiler.class.getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chicory asks by a digest of its own, which does not name its version. */
    private final class Kept implements Cache {

        private final String key;
        private final byte @Nullable [] code;

        Kept(String key, byte @Nullable [] code) {
            this.key = key;
            this.code = code;
        }

        @Override
        public byte @Nullable [] get(String digest) {
            return code;
        }

        @Override
        public void putIfAbsent(String digest, byte[] made) {
            kept.put(key, made);
        }
    }
}
