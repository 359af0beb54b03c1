/** What a node must not forget, in RocksDB: one atomic batch a call, one flush for all calls that wait. */
@NullMarked
package dev.paxoswasm.role.storage;

import org.jspecify.annotations.NullMarked;
