/**
 * The canonical ABI: how values of WIT types lie in linear memory and in core parameters and results
 * (<em>CanonicalABI.md</em>). Of the library's interface are handles, {@link dev.paxoswasm.component.abi.Resource} and
 * {@link dev.paxoswasm.component.abi.ResourceHandle}, and what code with types of its own is made with: {@link
 * dev.paxoswasm.component.abi.GuestMemory}, {@link dev.paxoswasm.component.abi.Layout}, {@link
 * dev.paxoswasm.component.abi.ArgumentsLowering}, {@link dev.paxoswasm.component.abi.Lowering}, {@link
 * dev.paxoswasm.component.abi.Lifting}, {@link dev.paxoswasm.component.abi.Passed} and {@link
 * dev.paxoswasm.component.abi.DirectHostFunction}.
 */
@NullMarked
package dev.paxoswasm.component.abi;

import org.jspecify.annotations.NullMarked;
