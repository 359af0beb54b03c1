/**
 * Runs WebAssembly Component Model binaries on the JVM.
 *
 * <p>{@link dev.paxoswasm.component.Component#parse Component.parse} decodes, checks and compiles a binary once;
 * {@link dev.paxoswasm.component.Component#instantiate instantiate} makes as many instances of it as are wanted, each
 * with its own memory. Values cross the boundary as plain Java objects, see {@link
 * dev.paxoswasm.component.type.WitType}.
 *
 * <p>Reference: the Component Model's <em>Binary.md</em>, <em>Explainer.md</em> and <em>CanonicalABI.md</em>.
 */
@NullMarked
package dev.paxoswasm.component;

import org.jspecify.annotations.NullMarked;
