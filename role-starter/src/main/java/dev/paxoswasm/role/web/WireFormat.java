package dev.paxoswasm.role.web;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** How the contract is written and read: strictly, and within bounds. */
public final class WireFormat {

    /** The contract's own messages nest less than half as deep. */
    private static final int MAX_DEPTH = 32;

    /** Buffers kept for the next ones; else as many stay as ever were in use at once, as large as the largest text. */
    private static final int MAX_KEPT_BUFFERS = 32;

    private static final int MAX_NUMBER_LENGTH = 32;
    private static final int MAX_NAME_LENGTH = 256;

    private WireFormat() {}

    /** @param maxBodyBytes the longest body, hence the longest text in one */
    public static JsonMapper json(long maxBodyBytes) {
        return strict(JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(constraints(maxBodyBytes))
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                        .recyclerPool(JsonRecyclerPools.newBoundedPool(MAX_KEPT_BUFFERS))
                        .build()))
                .build();
    }

    private static <B extends MapperBuilder<?, B>> B strict(B builder) {
        return builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    private static StreamReadConstraints constraints(long maxBodyBytes) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxStringLength((int) Math.min(maxBodyBytes, Integer.MAX_VALUE))
                .build();
    }
}
