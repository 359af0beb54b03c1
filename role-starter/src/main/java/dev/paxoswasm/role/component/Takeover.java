package dev.paxoswasm.role.component;

import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.storage.StorageException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One component is about to take another's place: whether it may.
 *
 * @param <E> the exports of the components, typed
 * @param <S> what a component says of itself
 */
final class Takeover<E, S> {

    private final LoadedComponent successor;
    private final Succession<E, S> succession;
    private @Nullable S before;

    Takeover(LoadedComponent successor, Succession<E, S> succession) {
        this.successor = successor;
        this.succession = succession;
    }

    /**
     * Asks the present component, for the comparison.
     *
     * @param present answers a question, with null where there is no instance that could
     */
    void ask(Function<Function<? super E, S>, @Nullable S> present) {
        before = present.apply(succession::status);
    }

    /** As {@link Succession#unfinished}. */
    @Nullable
    String unfinished() {
        return before == null ? null : succession.unfinished(before);
    }

    /** Makes and starts the successor, and judges it. */
    <R> R started(Supplier<R> start) {
        try {
            return start.get();
        } catch (SwapRefusedException | StorageException | OutOfServiceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(
                    "it failed when it was to recover from the store of this node: " + e.getMessage(),
                    "name a component that starts over the data of the present one, within its limits");
        }
    }

    /** @throws SwapRefusedException if it does not say of itself what it must */
    void judge(E started) {
        succession.differences(started, before).inWords().ifPresent(differences -> {
            throw refused(
                    "over the store of this node " + differences,
                    "name a component that keeps to the contract and to what is stored");
        });
    }

    /** @param right what would be right */
    SwapRefusedException refused(String wrong, String right) {
        return new SwapRefusedException(
                successor.name() + " cannot take over as " + successor.role().label() + ": " + wrong + "; " + right);
    }
}
