# How a role in Go becomes a component, to be sourced after tools.bash. Expects `here`, the folder that has contract/
# and a folder a role, and `target`, where all is built.

command -v go >/dev/null || fail "no Go on the PATH: install Go 1.26 or later"
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly GOPROXY=off

toolchain() {
    echo "# $(go version | sed 's, [a-z0-9]*/[a-z0-9]*$,,')"
    echo "# wit-bindgen $wit_bindgen_version"
    echo "# wasm-tools $wasm_tools_version"
}

# bind ROLE: makes what its go.work names, and puts its exported functions where the generated code expects them.
bind() {
    local generated=$target/$1/bindings
    rm -rf "$generated"
    bindings go "paxos:$1/$1-component" "$generated"
    wit_bindgen_go "$target/wit-bindgen"
    cp -r "$here/$1/exports/$1" "$generated/export_paxos_$1_$1"
    cp -r "$here/$1/exports/events" "$generated/export_paxos_$1_$1_events"
}

# check ROLE: formatting, vet and unit tests, on this machine.
check() (
    cd "$here/$1"
    unformatted=$(gofmt -l . ../contract)
    [[ -z $unformatted ]] || fail "not formatted by gofmt: $unformatted"
    go vet ./... ../contract/...
    GOOS=wasip1 GOARCH=wasm go vet . ./component ../contract/...
    go test ./... ../contract/...
)

# build ROLE FILE. What wit-bindgen's package links to in Go's runtime is not open to others without -checklinkname=0. A
# package of main that is built as a shared library has its exports, and no start.
build() {
    local folder=$target/$1 world=paxos:$1/$1-component
    wasm_tools
    # From the folder of the role, which has its go.work.
    (cd "$here/$1" && GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -trimpath -buildvcs=false \
        -ldflags='-s -w -buildid= -checklinkname=0' -o "$folder/core.wasm" wit_component)
    wasm-tools component embed "$interfaces" --world "$world" "$folder/core.wasm" --output "$folder/embedded.wasm"
    component "$folder/embedded.wasm" "$(adapter "$target/adapter")" "$world" "$2"
}
