/** Runs the official tests of the Component Model and of wasmtime. */
package dev.paxoswasm.component.suite;
