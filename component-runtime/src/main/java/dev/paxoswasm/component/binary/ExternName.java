package dev.paxoswasm.component.binary;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of an import or export: <em>Explainer.md</em>, "Import and Export Definitions".
 *
 * @param offset where it stands in the binary
 * @param text all of it, annotation included
 * @param resource the label of the resource that an annotated name belongs to, or null
 * @param implemented the interface that an instance says to implement, or null
 */
public record ExternName(
        int offset,
        String text,
        Kind kind,
        @Nullable String resource,
        @Nullable String implemented) {

    /** What the form of a name says. */
    public enum Kind {
        LABEL,
        INTERFACE,
        CONSTRUCTOR,
        METHOD,
        STATIC
    }

    /** What must differ between the names of one scope: neither case nor the kind of a member tells names apart. */
    public String distinct() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (kind != Kind.METHOD && kind != Kind.STATIC) {
            return lower;
        }
        String member = lower.substring(lower.indexOf(']') + 1);
        int dot = member.indexOf('.');
        String label = member.substring(0, dot);
        return label.equals(member.substring(dot + 1)) ? label : member;
    }

    @Override
    public String toString() {
        return Names.quoted(text);
    }
}
