# How the acceptor in C becomes a component, to be sourced after tools.bash. Expects `here`, the folder that has src/
# and test/, and `target`, where all is built.

clang=clang-22
world=paxos:acceptor/acceptor-component
generated=$target/generated
warnings=(-Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Werror)

toolchain() {
    echo "# $($clang --version | head -n 1)"
    echo "# wasi-libc $(dpkg-query --show --showformat '${Version}' wasi-libc 2>/dev/null || echo 'of another origin')"
    echo "# wit-bindgen $wit_bindgen_version"
    echo "# wasm-tools $wasm_tools_version"
}

# bind: shorter names than the generator would make of those of the packages.
bind() {
    mkdir -p "$generated"
    bindings c $world "$generated" --rename-world paxos \
        --rename paxos:types/types@0.1.0=paxos \
        --rename paxos:host/node@0.1.0=node \
        --rename paxos:host/log@0.1.0=log \
        --rename paxos:host/acceptor-storage@0.1.0=storage \
        --rename paxos:acceptor/acceptor-outbox@0.1.0=outbox \
        --rename paxos:acceptor/acceptor@0.1.0=api \
        --rename paxos:acceptor/acceptor-events@0.1.0=events
}

# check: the unit tests, on this machine, of all but the exported functions, which nothing but a host calls.
check() (
    cd "$here"
    sources=(test/*.c)
    for source in src/*.c; do
        [[ $source == src/component.c ]] || sources+=("$source")
    done
    "${CC:-cc}" -std=c17 -D_GNU_SOURCE "${warnings[@]}" -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
        -isystem "$generated" -Isrc -Itest "${sources[@]}" -o "$target/tests"
    "$target/tests"
)

# build FILE. Where Debian's wasi-libc lies, by the name of the target that clang calls deprecated. A reactor has no
# main: it is entered by its exports.
build() {
    local flags=(--target=wasm32-wasi -Wno-deprecated -O2 -std=c17 -D_GNU_SOURCE "-ffile-prefix-map=$here=.")
    packages $clang clang-22 lld-22 wasi-libc libclang-rt-22-dev-wasm32
    wasm_tools
    (
        cd "$here"
        $clang "${flags[@]}" -w -c "$generated/paxos.c" -o "$target/paxos.o"
        $clang "${flags[@]}" "${warnings[@]}" -mexec-model=reactor -isystem "$generated" -Isrc \
            src/*.c "$target/paxos.o" "$generated/paxos_component_type.o" \
            -lc-printscan-no-floating-point -Wl,--strip-debug -o "$target/acceptor.core.wasm"
    )
    component "$target/acceptor.core.wasm" "$(adapter "$target/adapter")" $world "$1"
}
