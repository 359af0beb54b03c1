# How a role in Rust becomes a component, to be sourced. Expects `here`, the Cargo workspace, and `interfaces`. Sets
# `target_dir`.

fail() {
    echo "build: $*" >&2
    exit 1
}

target=wasm32-unknown-unknown
target_dir=${CARGO_TARGET_DIR:-$here/target}

# --- which toolchain --------------------------------------------------------------------------------------------------

has_target() {
    local libraries
    libraries=$("$1" --print target-libdir --target "$target" 2>/dev/null) \
        && compgen -G "$libraries/libcore-*.rlib" >/dev/null
}

# choose_toolchain: the one on the PATH, or Debian's. Everything below needs it.
choose_toolchain() {
    local sources wasm_ld sysroot flags linker=()
    cargo=$(command -v cargo || true)
    rustc=$(command -v rustc || true)
    std=prebuilt
    build_std=()
    if [[ -n $rustc ]] && ! has_target "$rustc" && command -v rustup >/dev/null; then
        rustup target add "$target" || true
    fi
    if [[ -z $rustc ]] || ! has_target "$rustc"; then
        cargo=/usr/bin/cargo
        rustc=/usr/bin/rustc
        [[ -x $cargo && -x $rustc ]] || fail "no Rust for $target: install it with rustup, or Debian's rustc-web," \
            "cargo-web, rust-web-src and lld-22"
        if ! has_target "$rustc"; then
            sources=$("$rustc" --print sysroot)/lib/rustlib/src/rust/library
            [[ -d $sources ]] \
                || fail "no $target and no sources of core and alloc to build it from: install rust-web-src"
            wasm_ld=$(command -v wasm-ld-22 || command -v wasm-ld || command -v rust-lld || true)
            [[ -n $wasm_ld ]] || fail "no linker for $target: install lld-22"
            std="built here"
            build_std=(-Zbuild-std=core,alloc)
            linker=(-C "linker=$wasm_ld")
            export RUSTC_BOOTSTRAP=1
        fi
    fi
    export RUSTC=$rustc

    # No path of this machine gets into the bytes.
    sysroot=$("$rustc" --print sysroot)
    flags=(
        "--remap-path-prefix=$here=/components"
        "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
        "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=/rust"
        "${linker[@]}"
    )
    encoded=$(printf '\x1f%s' "${flags[@]}")
}

version_of() {
    sed -n "/^name = \"$1\"\$/{n;s/^version = \"\(.*\)\"\$/\1/p;}" "$here/Cargo.lock"
}

toolchain() {
    echo "# $("$rustc" --version), core and alloc $std"
    echo "# wit-bindgen $(version_of wit-bindgen)"
    echo "# wit-component $(version_of wit-component)"
}

# --- build ------------------------------------------------------------------------------------------------------------

world_of() {
    if [[ $1 == coordinator ]]; then echo paxos:system/paxos-system; else echo "paxos:$1/$1-component"; fi
}

# module CRATE [FEATURE]: builds the core module of a crate, and what makes components of such.
module() (
    cd "$here"
    "$cargo" build --quiet --locked --release --package packager
    CARGO_ENCODED_RUSTFLAGS=${encoded:1} "$cargo" rustc \
        --quiet --locked --release --target "$target" "${build_std[@]}" \
        --package "$1" --lib --crate-type cdylib ${2:+--features "$2"}
)

# component ROLE FILE [FEATURE]
component() {
    module "$1" ${3:+"$3"}
    "$target_dir/release/packager" "$interfaces" "$(world_of "$1")" "$target_dir/$target/release/$1.wasm" "$2"
}

# features CRATE PREFIX: those that begin so. The features mutant-… of a role each break a rule of it, for the tests of
# whole clusters to catch.
features() {
    sed -n "s/^\($2-[a-z-]*\) = .*/\1/p" "$here/$1/Cargo.toml"
}
