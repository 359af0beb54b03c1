/** Java sources made from resolved WIT packages. */
@NullMarked
package dev.paxoswasm.wit.java;

import org.jspecify.annotations.NullMarked;
