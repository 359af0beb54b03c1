/** The OpenAPI document of a role's service. */
@NullMarked
package dev.paxoswasm.role.openapi;

import org.jspecify.annotations.NullMarked;
