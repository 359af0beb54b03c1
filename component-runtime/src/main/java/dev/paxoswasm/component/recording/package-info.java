/**
 * The calls into an instance, written down as values of the Component Model, and repeated: by the same component, or by
 * another one of the same interfaces.
 */
@NullMarked
package dev.paxoswasm.component.recording;

import org.jspecify.annotations.NullMarked;
