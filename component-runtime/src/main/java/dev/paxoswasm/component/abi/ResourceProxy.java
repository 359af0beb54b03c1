package dev.paxoswasm.component.abi;

/** A Java object that stands for a resource which a component defines. */
public interface ResourceProxy {

    /** The handle of the resource, which the object owns. */
    ResourceHandle resourceHandle();
}
