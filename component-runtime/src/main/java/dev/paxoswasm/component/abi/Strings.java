package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.abi.PassedString.Form;
import dev.paxoswasm.component.binary.Definition.StringEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Strings in a guest's memory, in the encoding that its canonical options name. */
final class Strings {

    /** Tells UTF-16 from Latin-1 in the length of a string that may be either. */
    static final int UTF16_TAG = 1 << 31;

    /** The canonical ABI's bound for one string. */
    private static final long MAX_BYTES = (1 << 28) - 1;

    /** Units looked at between two looks at the deadline. */
    private static final int SLICE = 1 << 16;

    private Strings() {}

    /** @return where the string was put, in the low half, and its length as the guest is told it in the high half */
    static long place(String value, Form form, StringEncoding encoding, GuestMemory guest, LiftBudget budget) {
        int units = value.length();
        return switch (encoding) {
            case UTF8 -> {
                int length = Utf8.length(value);
                int[] rooms = switch (form) {
                    case JAVA, UTF8 -> new int[] {length};
                    case LATIN1 -> new int[] {units, length > units ? 2 * units : units, length};
                    case UTF16, MAYBE_LATIN1 -> new int[] {units, length > units ? 3 * units : units, length};
                };
                yield pointer(place(value, StandardCharsets.UTF_8, 1, guest, budget, rooms), length);
            }
            case UTF16 -> {
                requireShort(value);
                int length = 2 * units;
                int[] rooms = form == Form.UTF8 ? new int[] {2 * Utf8.length(value), length} : new int[] {length};
                yield pointer(place(value, StandardCharsets.UTF_16LE, 2, guest, budget, rooms), units);
            }
            case LATIN1_OR_UTF16 -> {
                boolean latin1 = isLatin1(value);
                if (!latin1) {
                    requireShort(value);
                }
                int length = latin1 ? units : 2 * units;
                int first = form == Form.UTF8 ? Utf8.length(value) : form == Form.MAYBE_LATIN1 ? 2 * units : units;
                int second = latin1 || form == Form.MAYBE_LATIN1 ? first : 2 * first;
                Charset charset = latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE;
                yield pointer(
                        place(value, charset, 2, guest, budget, first, second, length),
                        latin1 ? units : units | UTF16_TAG);
            }
        };
    }

    private static void requireShort(String value) {
        if (value.length() > Integer.MAX_VALUE / 2) {
            throw new ComponentTrapException("a string takes " + 2L * value.length() + " bytes, over 2 GiB");
        }
    }

    private static boolean isLatin1(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    /**
     * The guest makes room before the bytes are made, so that they are no more than its memory holds.
     *
     * @param rooms bytes that the canonical ABI asks room for, one after the other: what the string may take as long as
     *     it has not been encoded, and what it takes
     */
    private static int place(
            String value, Charset charset, int alignment, GuestMemory guest, LiftBudget budget, int... rooms) {
        int room = rooms[0];
        int address = guest.allocate(alignment, room);
        for (int next : rooms) {
            if (next != room) {
                address = guest.reallocate(address, room, alignment, next);
                room = next;
            }
        }
        budget.work(room);
        guest.memory().write(address, value.getBytes(charset), 0, room);
        return address;
    }

    private static long pointer(int address, int length) {
        return address & 0xffffffffL | (long) length << 32;
    }

    /** @param length as the guest tells it */
    static String string(int address, int length, StringEncoding encoding, GuestMemory guest, LiftBudget budget) {
        return switch (encoding) {
            case UTF8 -> {
                check(guest, address, 1, length & 0xffffffffL);
                budget.take(Heap.STRING + (long) length);
                yield Utf8.string(guest.memory().bytes(), address, length, budget);
            }
            case UTF16 -> utf16(address, length & 0xffffffffL, guest, budget);
            case LATIN1_OR_UTF16 -> {
                if ((length & UTF16_TAG) != 0) {
                    yield utf16(address, length ^ UTF16_TAG, guest, budget);
                }
                check(guest, address, 2, length);
                budget.take(Heap.STRING + (long) length);
                yield new String(guest.memory().bytes(), address, length, StandardCharsets.ISO_8859_1);
            }
        };
    }

    private static void check(GuestMemory guest, int address, int alignment, long bytes) {
        if (bytes > MAX_BYTES) {
            throw new ComponentTrapException("the component passed a string of " + bytes + " bytes, over " + MAX_BYTES);
        }
        guest.checkRange("a string", address, alignment, bytes);
    }

    private static String utf16(int address, long units, GuestMemory guest, LiftBudget budget) {
        check(guest, address, 2, 2 * units);
        budget.take(Heap.STRING + 2 * units);
        boolean afterHigh = false;
        for (int i = 0; i < units; i++) {
            if (i % SLICE == 0) {
                budget.work(SLICE);
            }
            char unit = (char) guest.load16(address + 2 * i);
            if (Character.isLowSurrogate(unit) != afterHigh) {
                throw unpaired();
            }
            afterHigh = Character.isHighSurrogate(unit);
        }
        if (afterHigh) {
            throw unpaired();
        }
        return new String(guest.memory().bytes(), address, (int) (2 * units), StandardCharsets.UTF_16LE);
    }

    private static ComponentTrapException unpaired() {
        return new ComponentTrapException("the component passed a string that is not UTF-16");
    }
}
