/** The value and function types of the WebAssembly Interface Type language (WIT), compared by structure. */
@NullMarked
package dev.paxoswasm.component.type;

import org.jspecify.annotations.NullMarked;
