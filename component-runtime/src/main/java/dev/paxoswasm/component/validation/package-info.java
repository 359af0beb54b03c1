/**
 * Checks a component, nested ones and types that nothing uses as well, against the rules of the Component Model, before
 * anything is made of it. Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.validation;

import org.jspecify.annotations.NullMarked;
