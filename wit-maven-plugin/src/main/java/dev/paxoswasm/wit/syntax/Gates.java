package dev.paxoswasm.wit.syntax;

/** Feature gates in front of an item: {@code @since} and {@code @deprecated} change nothing here. */
final class Gates {

    private Gates() {}

    /** Skips the gates; the documentation of the item, which stands before them. */
    static String skip(TokenStream tokens) {
        String docs = tokens.peek().docs();
        while (tokens.peek().is("@")) {
            tokens.take();
            Token gate = tokens.peek();
            if (!gate.is("since") && !gate.is("deprecated")) {
                throw TokenStream.unsupported(gate, "the gate `@" + gate.text() + "`", "`@since` and `@deprecated`");
            }
            tokens.take();
            tokens.expect("(", "after the gate's name");
            tokens.expect("version", "in the gate");
            tokens.expect("=", "after `version`");
            Paths.version(tokens);
            tokens.expect(")", "after the version");
            docs = docs.isEmpty() ? tokens.peek().docs() : docs;
        }
        return docs;
    }
}
