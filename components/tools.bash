# What the build scripts of the languages share, to be sourced: the official tools, in pinned versions, from the
# registries; the adapter; a component of a core module; checksums.
#
# Expects `components`, this folder. Tools that are fetched are kept in target/tools, or where COMPONENT_TOOLS says. It
# does not begin with PAXOS_: a node would take it for a setting of its own that it does not know.

wit_bindgen_version=0.63.0
wasm_tools_version=1.263.0
wac_version=0.12.0

tools=${COMPONENT_TOOLS:-$components/target/tools}
interfaces=$(dirname "$components")/interfaces

fail() {
    echo "build: $*" >&2
    exit 1
}

# crate NAME VERSION BINARY FEATURES: puts a binary of crates.io on the PATH, unless that version is there.
crate() {
    local folder=$tools/$1-$2
    export PATH=$folder/bin:$PATH
    [[ $("$3" --version 2>/dev/null) == *" $2" ]] && return
    command -v cargo >/dev/null || fail "$1 $2 is built with Rust 1.88 or later: install it, or put $3 $2 on the PATH"
    echo "build: $1 $2, once; this takes a few minutes" >&2
    # Without optimisation it is built sooner, and fast enough.
    CARGO_TARGET_DIR=$tools/build cargo install --quiet --locked --debug --root "$folder" --no-default-features \
        --features "$4" "$1@$2" >&2
}

wit_bindgen() {
    crate wit-bindgen-cli $wit_bindgen_version wit-bindgen c,go
}

# bindings LANGUAGE WORLD FOLDER OPTION…: has wit-bindgen write them, and shows what it says only if it fails.
bindings() {
    local said
    wit_bindgen
    said=$(wit-bindgen "$1" "$interfaces" --world "$2" --out-dir "$3" "${@:4}" 2>&1) || fail "wit-bindgen: $said"
}

# wit_bindgen_go FOLDER: puts the Go package there that generated Go code is written for. Its sources come with the
# crate that generates the code.
wit_bindgen_go() {
    local crate=wit-bindgen-go-$wit_bindgen_version sources
    if [[ ! -d $tools/$crate ]]; then
        sources=$(compgen -G "${CARGO_HOME:-$HOME/.cargo}/registry/src/*/$crate/src/pkg" | head -n 1)
        [[ -n $sources ]] || fail "cargo keeps no sources of $crate: remove $tools and build again"
        cp -r "$sources" "$tools/$crate"
    fi
    rm -rf "$1"
    mkdir -p "$1"
    cp -r "$tools/$crate/LICENSE" "$tools/$crate/wit" "$1"
    # It says the newest Go, and needs less.
    printf 'module go.bytecodealliance.org/pkg\n\ngo 1.26\n' >"$1/go.mod"
}

wasm_tools() {
    crate wasm-tools $wasm_tools_version wasm-tools component,validate,strip,parse
}

wac_cli() {
    crate wac-cli $wac_version wac wit
}

# packages COMMAND PACKAGE…: installs Debian's packages where the command is missing and that can be done.
packages() {
    command -v "$1" >/dev/null && return
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || fail "$1 is missing: sudo apt-get install ${*:2}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${@:2}"; } >&2
}

# adapter FOLDER: builds the stand-in for WASI preview 1 there, and prints where it lies.
adapter() {
    mkdir -p "$1/wit"
    cp "$components/adapter/adapter.wit" "$1/wit/"
    ln -sfn "$interfaces/deps" "$1/wit/deps"
    wasm-tools parse "$components/adapter/preview1.wat" --output "$1/preview1.core.wasm"
    wasm-tools component embed "$1/wit" "$1/preview1.core.wasm" --world preview1 --output "$1/preview1.wasm"
    echo "$1/preview1.wasm"
}

# component CORE ADAPTER WORLD FILE: makes a component, and checks that it fits its world.
component() {
    wasm-tools component new "$1" --adapt "wasi_snapshot_preview1=$2" | wasm-tools strip --all --output "$4"
    wasm-tools validate "$4"
    wasm-tools component targets "$interfaces" --world "$3" "$4"
}

# checksums FOLDER FILE…: writes CHECKSUMS there, with the toolchain.
checksums() (
    cd "$1"
    {
        toolchain
        sha256sum "${@:2}"
    } >CHECKSUMS.new
    mv CHECKSUMS.new CHECKSUMS
)

# compare RECORDED BUILT: says whether two files of checksums are the same; other bytes of the same toolchain are an
# error.
compare() {
    if [[ $(toolchain) != "$(grep '^#' "$1")" ]]; then
        echo "build: another toolchain than the recorded one, so the bytes may differ; the component to test is in"
        return
    fi
    diff "$1" "$2" >&2 || fail "the recorded toolchain gives other bytes than recorded in $1: build and commit"
    echo "build: the same bytes as recorded, in"
}
