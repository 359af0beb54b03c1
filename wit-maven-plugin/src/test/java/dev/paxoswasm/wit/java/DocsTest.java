package dev.paxoswasm.wit.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocsTest {

    @Test
    void namesInBackticksBecomeCode() {
        assertThat(Docs.javadoc("See `first-slot` and `a:b/c@1.0.0`."))
                .containsExactly("See {@code first-slot} and {@code a:b/c@1.0.0}.");
    }

    @Test
    void whatJavadocWouldReadAsMarkupIsEscaped() {
        assertThat(Docs.javadoc("a < b & c > d, */ @see \\u0041 `{x}` `*/`"))
                .containsExactly("a &lt; b &amp; c &gt; d, *&#47; &#64;see &#92;u0041 <code>{x}</code>"
                        + " <code>*&#47;</code>");
    }

    @Test
    void theFirstSentenceEndsWhereAnotherBegins() {
        assertThat(Docs.firstSentence("Asks (Lamport, Paxos Made Simple, 2.3). Then\nmore."))
                .isEqualTo("Asks (Lamport, Paxos Made Simple, 2.3).");
        assertThat(Docs.firstSentence("No end")).isEqualTo("No end");
        assertThat(Docs.firstSentence("")).isEmpty();
    }
}
