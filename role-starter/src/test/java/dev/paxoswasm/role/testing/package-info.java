/** What the tests of all services share. */
@NullMarked
package dev.paxoswasm.role.testing;

import org.jspecify.annotations.NullMarked;
