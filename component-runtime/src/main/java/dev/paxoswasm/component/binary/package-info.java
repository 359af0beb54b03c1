/**
 * Decodes the binary format of components, and the types of core WebAssembly. Internal: no part of the library's
 * interface.
 */
@NullMarked
package dev.paxoswasm.component.binary;

import org.jspecify.annotations.NullMarked;
