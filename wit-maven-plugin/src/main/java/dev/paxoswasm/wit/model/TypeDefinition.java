package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.List;

/**
 * A type with a name.
 *
 * @param owner the interface that declares it
 */
public record TypeDefinition(InterfaceName owner, String name, Shape shape, String docs, Position at) {

    /** The fields of a record or the cases of a variant. */
    public List<Member> members() {
        if (shape instanceof RecordShape record) {
            return record.fields();
        }
        return shape instanceof VariantShape variant ? variant.cases() : List.of();
    }

    /** Whether values have handles in them, or are handles: such have no form outside a component. */
    public boolean hasHandles() {
        return shape instanceof ResourceShape || new Type.Named(this).hasHandles();
    }

    /** What kind of type it is. */
    public sealed interface Shape {}

    public record RecordShape(List<Member> fields) implements Shape {}

    public record VariantShape(List<Member> cases) implements Shape {}

    public record EnumShape(List<Member> cases) implements Shape {}

    public record FlagsShape(List<Member> flags) implements Shape {}

    /** Its functions are among those of the interface. */
    public record ResourceShape() implements Shape {}

    public record Alias(Type type) implements Shape {}
}
