# Shared by the scripts of this folder; sourced, not run.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Kept between runs and shared by every clone of the project: images, downloaded plugins, the engine's log.
state=${PAXOS_CONTAINERS_HOME:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/paxos-wasm/containers}
# Sockets and the pid. Short, because a socket's path may have 107 bytes only.
run=/run/paxos-wasm-engine
namespace=paxos-wasm-engine

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$@"; exit 1; }

# apt's standard error is shown only when it fails.
apt_quietly() {
  local log
  log=$(mktemp)
  DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
}

# install_missing COMMAND=PACKAGE…: installs the packages whose command is not there.
install_missing() {
  local pair packages=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || packages+=("${pair#*=}")
  done
  ((${#packages[@]})) || return 0
  command -v apt-get >/dev/null || die "missing: ${packages[*]}; install them with this system's package manager"
  say "installing ${packages[*]} …"
  apt_quietly update
  apt_quietly install --yes --no-install-recommends "${packages[@]}"
}

require_root() {
  [[ $(id -u) == 0 ]] || die "this needs root: sudo $0 $*"
}

# The address this machine gets the packages of its own distribution from.
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk -v suite="$(. /etc/os-release && echo "$VERSION_CODENAME")" '$2 == suite { print $1; exit }'
}

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Whether the engine that this folder's script starts is running.
own_engine_pid() {
  local pid
  pid=$(cat "$run/dockerd.pid" 2>/dev/null) || return 1
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) == dockerd ]] || return 1
  echo "$pid"
}

# The image that the Dockerfile is built from: pulled where there is a registry, otherwise made here.
ensure_base_image() {
  local base
  base=$(sed -n 's/^ARG BASE_IMAGE=//p' "$project/Dockerfile")
  if own_engine_pid >/dev/null ||
    ! { docker image inspect "$base" || docker pull --quiet "$base"; } >/dev/null 2>&1; then
    "$project/containers/base-image"
  fi
}
