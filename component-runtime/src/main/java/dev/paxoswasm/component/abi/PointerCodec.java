package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.List;

/** A value that lies elsewhere in memory and is passed as its address and length. */
abstract class PointerCodec extends Codec {

    private static final List<CoreType> FLAT = List.of(CoreType.I32, CoreType.I32);

    PointerCodec() {
        super(8, 4, 0, FLAT, true);
    }
}
