/** The Maven plugin: from a folder of WIT packages to Java sources. */
@NullMarked
package dev.paxoswasm.wit;

import org.jspecify.annotations.NullMarked;
