/**
 * WASI 0.2 as far as guests need it to start and to log: {@link dev.paxoswasm.component.wasi.Wasi}. What is not granted
 * by name is not there, and there are no files and no sockets.
 */
@NullMarked
package dev.paxoswasm.component.wasi;

import org.jspecify.annotations.NullMarked;
