package dev.paxoswasm.component.wasi;

import static dev.paxoswasm.component.type.WitType.field;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.component.abi.HostResource;
import dev.paxoswasm.component.abi.ResourceHandle;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.WitType;
import dev.paxoswasm.component.wasi.Offer.Grant;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The part of WASI 0.2 that guests need to start and to log, for one instance. Each capability is granted by a method
 * of its {@link Builder}; an import that is not granted is refused when the component is instantiated, by its name.
 * Nothing is taken from this machine: clocks and random numbers are those that the host gives, so that a run can be
 * repeated.
 *
 * <p>What tells a guest only that it has nothing is always there: no open folder, no terminal, and the streams, errors
 * and pollables that the rest is made of. There are no files, no sockets and no HTTP.
 */
public final class Wasi {

    /** Of the interfaces that are offered; the other versions of 0.2 are compatible. */
    private static final String VERSION = "@0.2.6";

    /** The most random bytes that a guest gets at once. */
    private static final long MOST_RANDOM = 1 << 16;

    private static final List<String> OF_FILES = List.of(
            "[method]descriptor.read-via-stream",
            "[method]descriptor.write-via-stream",
            "[method]descriptor.append-via-stream",
            "[method]descriptor.advise",
            "[method]descriptor.sync-data",
            "[method]descriptor.get-flags",
            "[method]descriptor.get-type",
            "[method]descriptor.set-size",
            "[method]descriptor.set-times",
            "[method]descriptor.read",
            "[method]descriptor.write",
            "[method]descriptor.read-directory",
            "[method]descriptor.sync",
            "[method]descriptor.create-directory-at",
            "[method]descriptor.stat",
            "[method]descriptor.stat-at",
            "[method]descriptor.set-times-at",
            "[method]descriptor.link-at",
            "[method]descriptor.open-at",
            "[method]descriptor.readlink-at",
            "[method]descriptor.remove-directory-at",
            "[method]descriptor.rename-at",
            "[method]descriptor.symlink-at",
            "[method]descriptor.unlink-file-at",
            "[method]descriptor.is-same-object",
            "[method]descriptor.metadata-hash",
            "[method]descriptor.metadata-hash-at",
            "[method]directory-entry-stream.read-directory-entry");

    private static final WitType BYTES = WitType.list(WitType.U8);

    /** Nothing is ever of these. */
    private enum Absent {}

    private final HostResource<IOException> errors = HostResource.of("error", IOException.class, error -> {});
    private final HostResource<Pollable> pollables = HostResource.of("pollable", Pollable.class, pollable -> {});
    private final HostResource<Input> inputs = HostResource.of("input-stream", Input.class, input -> {});
    private final HostResource<Output> outputs = HostResource.of("output-stream", Output.class, output -> {});
    private final HostResource<Absent> terminalInputs = absent("terminal-input");
    private final HostResource<Absent> terminalOutputs = absent("terminal-output");
    private final HostResource<Absent> descriptors = absent("descriptor");
    private final HostResource<Absent> directoryEntries = absent("directory-entry-stream");

    private final WitType streamError = WitType.variant(
            WitType.variantCase("last-operation-failed", WitType.own(errors.type())), WitType.variantCase("closed"));
    private final WitType readBytes = WitType.result(BYTES, streamError);
    private final WitType count = WitType.result(WitType.U64, streamError);
    private final WitType done = WitType.result(null, streamError);

    private final Builder granted;
    private final @Nullable Input input;

    private Wasi(Builder granted) {
        this.granted = granted;
        this.input = granted.stdin == null ? null : new Input(granted.stdin);
    }

    private static HostResource<Absent> absent(String name) {
        return HostResource.of(name, Absent.class, never -> {});
    }

    /** Nothing is granted yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Offers what is granted. The imports are for one instance: standard input is read once. */
    public void offer(Imports.Builder imports) {
        io(imports);
        streams(imports);
        cli(imports);
        terminals(imports);
        clocks(imports);
        random(imports);
        noFiles(imports);
    }

    private Offer granted(Imports.Builder imports, String name) {
        return new Offer(imports, name + VERSION, Grant.GRANTED);
    }

    /** @param capability null if it is not granted */
    private Offer of(Imports.Builder imports, String name, @Nullable Object capability) {
        return new Offer(imports, name + VERSION, capability == null ? granted.otherwise : Grant.GRANTED);
    }

    private static Field self(HostResource<?> resource) {
        return field("self", WitType.borrow(resource.type()));
    }

    private static <T> T self(HostResource<T> resource, Object[] arguments) {
        return resource.object((ResourceHandle) arguments[0]);
    }

    private void io(Imports.Builder imports) {
        granted(imports, "wasi:io/error")
                .resource("error", errors)
                .function(
                        "[method]error.to-debug-string",
                        WitType.STRING,
                        arguments -> self(errors, arguments).toString(),
                        self(errors));
        granted(imports, "wasi:io/poll")
                .resource("pollable", pollables)
                .function(
                        "[method]pollable.ready",
                        WitType.BOOL,
                        arguments -> self(pollables, arguments).isReady(),
                        self(pollables))
                .function(
                        "[method]pollable.block",
                        null,
                        arguments -> {
                            self(pollables, arguments).block();
                            return null;
                        },
                        self(pollables))
                .function(
                        "poll",
                        WitType.list(WitType.U32),
                        arguments -> Pollable.anyReady(((List<?>) arguments[0])
                                .stream()
                                        .map(each -> pollables.object((ResourceHandle) each))
                                        .toList()),
                        field("in", WitType.list(WitType.borrow(pollables.type()))));
    }

    private void streams(Imports.Builder imports) {
        Offer streams = granted(imports, "wasi:io/streams")
                .resource("input-stream", inputs)
                .resource("output-stream", outputs);
        Field length = field("len", WitType.U64);
        for (String blocking : List.of("", "blocking-")) {
            streams.function(
                            "[method]input-stream." + blocking + "read",
                            readBytes,
                            arguments -> read(self(inputs, arguments), (Long) arguments[1]),
                            self(inputs),
                            length)
                    .function(
                            "[method]input-stream." + blocking + "skip",
                            count,
                            arguments -> skip(self(inputs, arguments), (Long) arguments[1]),
                            self(inputs),
                            length)
                    .function(
                            "[method]output-stream." + blocking + "flush",
                            done,
                            arguments -> did(self(outputs, arguments)::flush),
                            self(outputs));
        }
        Field contents = field("contents", BYTES);
        streams.function(
                        "[method]input-stream.subscribe",
                        WitType.own(pollables.type()),
                        arguments -> pollables.own(Pollable.atOnce()),
                        self(inputs))
                .function(
                        "[method]output-stream.subscribe",
                        WitType.own(pollables.type()),
                        arguments -> pollables.own(Pollable.atOnce()),
                        self(outputs))
                .function(
                        "[method]output-stream.check-write",
                        count,
                        arguments -> ResultValue.ok(self(outputs, arguments).allow()),
                        self(outputs))
                .function(
                        "[method]output-stream.write",
                        done,
                        arguments -> did(() -> self(outputs, arguments).write((byte[]) arguments[1])),
                        self(outputs),
                        contents)
                .function(
                        "[method]output-stream.blocking-write-and-flush",
                        done,
                        arguments -> did(() -> self(outputs, arguments).writeAndFlush((byte[]) arguments[1])),
                        self(outputs),
                        contents)
                .function(
                        "[method]output-stream.write-zeroes",
                        done,
                        arguments -> did(() -> self(outputs, arguments).write(Output.zeroes((Long) arguments[1]))),
                        self(outputs),
                        length)
                .function(
                        "[method]output-stream.blocking-write-zeroes-and-flush",
                        done,
                        arguments ->
                                did(() -> self(outputs, arguments).writeAndFlush(Output.zeroes((Long) arguments[1]))),
                        self(outputs),
                        length);
    }

    private Object read(Input from, long most) {
        return from.isAtEnd() && most != 0 ? closed() : ResultValue.ok(from.read(most));
    }

    private Object skip(Input from, long most) {
        return from.isAtEnd() && most != 0 ? closed() : ResultValue.ok((long) from.read(most).length);
    }

    private static ResultValue closed() {
        return ResultValue.err(new VariantValue(1, null));
    }

    /** Something that the sink of the host may refuse. */
    private interface Writing {

        void run() throws IOException;
    }

    private ResultValue did(Writing writing) {
        try {
            writing.run();
            return ResultValue.ok(null);
        } catch (IOException e) {
            return ResultValue.err(new VariantValue(0, errors.own(e)));
        }
    }

    private void cli(Imports.Builder imports) {
        of(imports, "wasi:cli/environment", granted.variables)
                .function(
                        "get-environment",
                        WitType.list(WitType.tuple(WitType.STRING, WitType.STRING)),
                        arguments -> Objects.requireNonNull(granted.variables).entrySet().stream()
                                .map(each -> new Object[] {each.getKey(), each.getValue()})
                                .toList())
                .function("get-arguments", WitType.list(WitType.STRING), arguments -> granted.arguments)
                .function("initial-cwd", WitType.option(WitType.STRING), arguments -> Optional.empty());
        of(imports, "wasi:cli/exit", granted.exit)
                .function(
                        "exit",
                        null,
                        arguments -> {
                            throw new WasiExitException(
                                    arguments[0] instanceof ResultValue.Ok
                                            ? WasiExitException.Status.SUCCESS
                                            : WasiExitException.Status.FAILURE);
                        },
                        field("status", WitType.result(null, null)));
        of(imports, "wasi:cli/stdin", input)
                .function(
                        "get-stdin",
                        WitType.own(inputs.type()),
                        arguments -> inputs.own(Objects.requireNonNull(input)));
        of(imports, "wasi:cli/stdout", granted.stdout)
                .function("get-stdout", WitType.own(outputs.type()), arguments -> output(granted.stdout));
        of(imports, "wasi:cli/stderr", granted.stderr)
                .function("get-stderr", WitType.own(outputs.type()), arguments -> output(granted.stderr));
    }

    private ResourceHandle output(@Nullable OutputStream to) {
        return outputs.own(new Output(Objects.requireNonNull(to)));
    }

    private void terminals(Imports.Builder imports) {
        granted(imports, "wasi:cli/terminal-input").resource("terminal-input", terminalInputs);
        granted(imports, "wasi:cli/terminal-output").resource("terminal-output", terminalOutputs);
        WitType in = WitType.option(WitType.own(terminalInputs.type()));
        WitType out = WitType.option(WitType.own(terminalOutputs.type()));
        granted(imports, "wasi:cli/terminal-stdin").function("get-terminal-stdin", in, arguments -> Optional.empty());
        granted(imports, "wasi:cli/terminal-stdout")
                .function("get-terminal-stdout", out, arguments -> Optional.empty());
        granted(imports, "wasi:cli/terminal-stderr")
                .function("get-terminal-stderr", out, arguments -> Optional.empty());
    }

    private void clocks(Imports.Builder imports) {
        WitType datetime = WitType.record(field("seconds", WitType.U64), field("nanoseconds", WitType.U32));
        of(imports, "wasi:clocks/wall-clock", granted.wallClock)
                .function(
                        "now",
                        datetime,
                        arguments -> datetime(
                                Objects.requireNonNull(granted.wallClock).instant()))
                .function("resolution", datetime, arguments -> new Object[] {0L, 1L});
        MonotonicClock clock = granted.monotonicClock;
        WitType pollable = WitType.own(pollables.type());
        of(imports, "wasi:clocks/monotonic-clock", clock)
                .function(
                        "now",
                        WitType.U64,
                        arguments -> Objects.requireNonNull(clock).now())
                .function("resolution", WitType.U64, arguments -> 1L)
                .function(
                        "subscribe-instant",
                        pollable,
                        arguments -> pollables.own(Pollable.at(Objects.requireNonNull(clock), (Long) arguments[0])),
                        field("when", WitType.U64))
                .function(
                        "subscribe-duration",
                        pollable,
                        arguments -> pollables.own(Pollable.after(Objects.requireNonNull(clock), (Long) arguments[0])),
                        field("when", WitType.U64));
    }

    private static Object datetime(Instant instant) {
        return new Object[] {instant.getEpochSecond(), (long) instant.getNano()};
    }

    private void random(Imports.Builder imports) {
        for (String insecure : List.of("", "insecure-")) {
            of(imports, insecure.isEmpty() ? "wasi:random/random" : "wasi:random/insecure", granted.random)
                    .function(
                            "get-" + insecure + "random-bytes",
                            BYTES,
                            arguments -> randomBytes((Long) arguments[0]),
                            field("len", WitType.U64))
                    .function("get-" + insecure + "random-u64", WitType.U64, arguments -> randomNumber());
        }
        of(imports, "wasi:random/insecure-seed", granted.random)
                .function("insecure-seed", WitType.tuple(WitType.U64, WitType.U64), arguments ->
                        new Object[] {randomNumber(), randomNumber()});
    }

    private long randomNumber() {
        return Objects.requireNonNull(granted.random).nextLong();
    }

    private byte[] randomBytes(long length) {
        if (Long.compareUnsigned(length, MOST_RANDOM) > 0) {
            throw new IllegalArgumentException("the guest asked for " + Long.toUnsignedString(length)
                    + " random bytes; it gets at most " + MOST_RANDOM + " at once");
        }
        byte[] bytes = new byte[(int) length];
        Objects.requireNonNull(granted.random).nextBytes(bytes);
        return bytes;
    }

    /** No folder is open, so that no guest comes by a descriptor. */
    private void noFiles(Imports.Builder imports) {
        granted(imports, "wasi:filesystem/types")
                .resource("descriptor", descriptors)
                .resource("directory-entry-stream", directoryEntries)
                .unreachable(OF_FILES)
                .untyped("filesystem-error-code", arguments -> Optional.empty());
        granted(imports, "wasi:filesystem/preopens")
                .function(
                        "get-directories",
                        WitType.list(WitType.tuple(WitType.own(descriptors.type()), WitType.STRING)),
                        arguments -> List.of());
    }

    /** Grants capabilities. */
    public static final class Builder {

        private Grant otherwise = Grant.DENIED;
        private @Nullable Map<String, String> variables;
        private List<String> arguments = List.of();
        private @Nullable Object exit;
        private byte @Nullable [] stdin;
        private @Nullable OutputStream stdout;
        private @Nullable OutputStream stderr;
        private @Nullable InstantSource wallClock;
        private @Nullable MonotonicClock monotonicClock;
        private @Nullable RandomGenerator random;

        private Builder() {}

        private Builder(Builder other) {
            this.otherwise = other.otherwise;
            this.variables = other.variables;
            this.arguments = other.arguments;
            this.exit = other.exit;
            this.stdin = other.stdin;
            this.stdout = other.stdout;
            this.stderr = other.stderr;
            this.wallClock = other.wallClock;
            this.monotonicClock = other.monotonicClock;
            this.random = other.random;
        }

        /**
         * Grants {@code wasi:cli/environment}.
         *
         * @param given the variables that the guest sees, and no others, in this order
         * @param told the arguments, the name of the program first
         */
        public Builder environment(Map<String, String> given, List<String> told) {
            this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(given));
            this.arguments = List.copyOf(told);
            return this;
        }

        /**
         * Grants {@code wasi:cli/exit}: the call in which the guest exits ends with {@link WasiExitException}, and the
         * instance with it.
         */
        public Builder exit() {
            this.exit = Grant.GRANTED;
            return this;
        }

        /** Grants {@code wasi:cli/stdin}, which ends after these bytes. */
        public Builder stdin(byte[] bytes) {
            this.stdin = bytes.clone();
            return this;
        }

        /**
         * Grants {@code wasi:cli/stdout}.
         *
         * @param to gets at most 64 KiB at once, within the deadline of the call; how much in all is its own to bound.
         *     What it throws the guest is told as an error. It is not closed.
         */
        public Builder stdout(OutputStream to) {
            this.stdout = Objects.requireNonNull(to);
            return this;
        }

        /** Grants {@code wasi:cli/stderr}. @param to as of {@link #stdout} */
        public Builder stderr(OutputStream to) {
            this.stderr = Objects.requireNonNull(to);
            return this;
        }

        /** Grants {@code wasi:clocks/wall-clock}. @param clock not before 1970 */
        public Builder wallClock(InstantSource clock) {
            this.wallClock = Objects.requireNonNull(clock);
            return this;
        }

        /** Grants {@code wasi:clocks/monotonic-clock}, and to wait by it. */
        public Builder monotonicClock(MonotonicClock clock) {
            this.monotonicClock = Objects.requireNonNull(clock);
            return this;
        }

        /**
         * Grants {@code wasi:random/random}, {@code insecure} and {@code insecure-seed}.
         *
         * @param source a {@link java.security.SecureRandom} where a guest makes secrets; with a seed where a run is to
         *     be repeated
         */
        public Builder random(RandomGenerator source) {
            this.random = Objects.requireNonNull(source);
            return this;
        }

        /**
         * Lets a component import what is not granted, for standard libraries import more than a program uses: the call
         * in which it is called ends with {@link WasiDeniedException}, and the instance with it.
         */
        public Builder denyAtCall() {
            this.otherwise = Grant.DENIED_AT_CALL;
            return this;
        }

        public Wasi build() {
            return new Wasi(new Builder(this));
        }
    }
}
