package dev.paxoswasm.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What was measured, a list of rounds for each contestant and number of clients. */
public final class Results {
    private record Key(String contestant, int clients) {}

    /** Several figures of the same: one a round. */
    public record Spread(double median, double least, double most) {
        static Spread of(List<Double> figures) {
            List<Double> sorted = figures.stream().sorted().toList();
            int middle = sorted.size() / 2;
            double median =
                    sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Spread(median, sorted.getFirst(), sorted.getLast());
        }
    }

    private final Map<Key, List<Measurement>> rounds = new LinkedHashMap<>();
    private final Map<String, Boolean> peers = new LinkedHashMap<>();

    public void add(String contestant, boolean peer, int clients, Measurement measurement) {
        peers.put(contestant, peer);
        rounds.computeIfAbsent(new Key(contestant, clients), _ -> new ArrayList<>())
                .add(measurement);
    }

    public List<String> contestants() {
        return List.copyOf(peers.keySet());
    }

    public boolean isPeer(String contestant) {
        return peers.getOrDefault(contestant, false);
    }

    public List<Integer> clients() {
        return rounds.keySet().stream().map(Key::clients).distinct().sorted().toList();
    }

    /** In the order of the rounds. */
    public List<Measurement> of(String contestant, int clients) {
        return rounds.getOrDefault(new Key(contestant, clients), List.of());
    }

    public Optional<Spread> spread(String contestant, int clients, ToDoubleFunction<Measurement> figure) {
        List<Double> figures = of(contestant, clients).stream()
                .map(measurement -> figure.applyAsDouble(measurement))
                .toList();
        return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
    }

    /**
     * Writes a second against those of the peer that made most in the same round, so that what slows the machine for a
     * while slows both.
     */
    public Optional<Spread> ratioToBestPeer(String contestant, int clients) {
        List<Measurement> own = of(contestant, clients);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            int round = i;
            OptionalDouble best = contestants().stream()
                    .filter(this::isPeer)
                    .map(peer -> of(peer, clients))
                    .filter(measured -> measured.size() > round)
                    .mapToDouble(measured -> measured.get(round).writesPerSecond())
                    .max();
            if (best.isPresent()) {
                ratios.add(own.get(i).writesPerSecond() / best.getAsDouble());
            }
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    public int errors() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .mapToInt(Measurement::errors)
                .sum();
    }
}
