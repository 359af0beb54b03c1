package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitBinary;
import feign.MethodMetadata;
import java.lang.reflect.Method;
import org.springframework.cloud.openfeign.support.SpringMvcContract;

/** Reads the Spring annotations of a generated interface, and of the media types it offers takes the binary one. */
final class WitValueContract extends SpringMvcContract {

    @Override
    public MethodMetadata parseAndValidateMetadata(Class<?> target, Method method) {
        MethodMetadata metadata = super.parseAndValidateMetadata(target, method);
        metadata.template().removeHeader("Accept");
        metadata.template().header("Accept", WitBinary.MEDIA_TYPE, "application/problem+json");
        metadata.template().removeHeader("Content-Type");
        if (metadata.bodyIndex() != null) {
            metadata.template().header("Content-Type", WitBinary.MEDIA_TYPE);
        }
        // A path names a node by its number; looking for a converter each time costs more than the rest of the
        // template.
        metadata.indexToExpander().replaceAll((parameter, expander) -> String::valueOf);
        return metadata;
    }
}
