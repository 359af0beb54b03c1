/** WIT text and its syntax trees, one a file; names are not resolved yet. */
@NullMarked
package dev.paxoswasm.wit.syntax;

import org.jspecify.annotations.NullMarked;
