/**
 * The types of components, resolved: what an import or an export is, which type fits where another is wanted, and which
 * names may be used. Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.shape;

import org.jspecify.annotations.NullMarked;
