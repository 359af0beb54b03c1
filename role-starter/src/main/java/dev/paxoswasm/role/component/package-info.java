/** Loads the component of a role, enters it one call at a time, and makes it anew when it failed. */
@NullMarked
package dev.paxoswasm.role.component;

import org.jspecify.annotations.NullMarked;
