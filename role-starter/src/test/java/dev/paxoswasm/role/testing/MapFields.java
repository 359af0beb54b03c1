package dev.paxoswasm.role.testing;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a head that a test makes up. */
public enum MapFields implements TextMapGetter<Map<String, String>> {
    GETTER;

    @Override
    public Iterable<String> keys(Map<String, String> fields) {
        return fields.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> fields, String name) {
        return fields == null ? null : fields.get(name);
    }
}
