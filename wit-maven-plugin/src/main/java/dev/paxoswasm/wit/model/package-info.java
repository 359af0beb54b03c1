/** WIT packages with every name resolved. */
@NullMarked
package dev.paxoswasm.wit.model;

import org.jspecify.annotations.NullMarked;
