/**
 * Projects of components of one's own: made of the sources of the project's components, which are packed with the
 * command line, so that nothing is kept twice.
 */
@NullMarked
package dev.paxoswasm.cli.project;

import org.jspecify.annotations.NullMarked;
