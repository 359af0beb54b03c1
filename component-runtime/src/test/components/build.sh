#!/usr/bin/env bash
# Rebuilds the components that the tests run, from rust/ and wat/, with the official tools: wit-bindgen, wit-component, wat.
set -euo pipefail
cd "$(dirname "$0")"
out=../resources/components
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$(cd ../../.. && pwd)/target/test-components}"

(cd rust && cargo build --quiet --release --locked -p pack)
(cd rust && cargo build --quiet --release --locked --target wasm32-unknown-unknown -p depot -p echo -p trouble)
pack="$CARGO_TARGET_DIR/release/pack"
for name in depot echo trouble; do
    "$pack" core "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/$name.wasm" "$out/$name.wasm"
done
# The standard library's target makes a component by itself.
(cd rust && cargo build --quiet --release --locked --target wasm32-wasip2 -p guest)
cp "$CARGO_TARGET_DIR/wasm32-wasip2/release/guest.wasm" "$out/guest.wasm"
for text in wat/*.wat; do
    "$pack" text "$text" "$out/$(basename "$text" .wat).wasm"
done
