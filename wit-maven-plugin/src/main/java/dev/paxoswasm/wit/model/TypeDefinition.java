package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.List;

/**
 * A type with a name.
 *
 * @param owner the interface that declares it
 */
public record TypeDefinition(InterfaceName owner, String name, Shape shape, String docs, Position at) {

    /** What kind of type it is. */
    public sealed interface Shape {}

    public record RecordShape(List<Member> fields) implements Shape {}

    public record VariantShape(List<Member> cases) implements Shape {}

    public record EnumShape(List<Member> cases) implements Shape {}

    public record FlagsShape(List<Member> flags) implements Shape {}

    public record Alias(Type type) implements Shape {}
}
