/**
 * What the service of a role is made of: {@link dev.paxoswasm.role.RoleApplication} starts it, {@link
 * dev.paxoswasm.role.RoleAutoConfiguration} wires it, and each concern has a package of its own below this one.
 */
@NullMarked
package dev.paxoswasm.role;

import org.jspecify.annotations.NullMarked;
