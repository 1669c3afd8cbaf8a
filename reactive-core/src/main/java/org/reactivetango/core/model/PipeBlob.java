package org.reactivetango.core.model;

import java.util.List;

/**
 * What comes out of a pipe: named elements of any types, blobs among them.
 *
 * @param name as the device gives it
 */
public record PipeBlob(String name, List<Element> elements) {
    /**
     * One of them.
     *
     * @param value a boxed scalar, an array, a {@link DevEncoded}, or a {@link PipeBlob}
     */
    public record Element(String name, Object value) {}

    public PipeBlob {
        elements = List.copyOf(elements);
    }
}
