# Sourced by the scripts that run the project's programs: finds a JDK 25, and builds what is missing or older than its
# sources. Expects the project's folder in $home; sets $version and $jdk.

needed=25

# Where the environment does not say, the user's home is what the system knows. Only JDKs are looked for there, and Maven
# keeps what it loads there.
if [[ -z ${HOME:-} ]]; then
  unset HOME
  export HOME=~
fi

# A JVM decodes its arguments and encodes the names of files by the locale, which no option of it overrides. What people
# type, the logs and the values are UTF-8, so the locale is made one of UTF-8 where it is not; dev.paxoswasm.cli.Arguments
# refuses what is no UTF-8, and what cannot be told where the system has no such locale.
use_utf8() {
  local name
  if is_utf8; then return 0; fi
  for name in C.UTF-8 C.utf8 en_US.UTF-8 $(locale -a 2>/dev/null | grep -i 'utf-\?8$' | head -n 1); do
    if LC_ALL=$name is_utf8; then
      export LC_ALL=$name
      return 0
    fi
  done
  # Some systems have UTF-8 locales, and no program that tells so.
  if ! command -v locale >/dev/null; then export LC_ALL=C.UTF-8; fi
}

is_utf8() {
  local map
  map=$(locale charmap 2>/dev/null) || return 1
  [[ $map == UTF-8 || $map == utf8 ]]
}

if ! /bin/pwd >/dev/null 2>&1; then
  echo "paxos: the working directory is gone, or may not be read; go to another one first" >&2
  exit 1
fi
{ use_utf8; } 2>/dev/null

# The feature release of the JDK in directory $1, from its "release" file; nothing where there is no JDK.
release_of() {
  local line
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  while read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      printf %s "${BASH_REMATCH[1]}"
      return 0
    fi
  done <"$1/release"
}

places() {
  local java
  if [[ -n ${JAVA_HOME:-} ]]; then printf '%s\n' "$JAVA_HOME"; fi
  if java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null); then dirname "$(dirname "$java")"; fi
  printf '%s\n' /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /usr/local/*java* /opt/* /opt/*/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

find_jdk() {
  local place release newer='' met=''
  while read -r place; do
    release=$(release_of "$place")
    if [[ $release == "$needed" ]]; then
      printf %s "$place"
      return 0
    elif [[ -n $release && $met != *" $place ("* ]]; then
      met+=$'\n'"   $place ($release)"
      if ((release > needed)) && [[ -z $newer ]]; then newer=$place; fi
    fi
  done < <(places)
  if [[ -n $newer ]]; then
    printf %s "$newer"
    return 0
  fi
  {
    echo "paxos: found no JDK $needed. Set JAVA_HOME to one, or install one where JDKs usually lie"
    echo "  (/usr/lib/jvm, /opt, /usr/java, ~/.sdkman, ~/.jdks, /Library/Java/JavaVirtualMachines)."
    if [[ -n $met ]]; then echo "  Met these:$met"; else echo "  Met no JDK at all."; fi
  } >&2
  return 1
}

# Whether something in "${@:2}" is newer than stamp $1. A directory is newer once a file in it was added or removed.
newer_than() {
  [[ ! -e $1 ]] || [[ -n $(find "${@:2}" -newer "$1" -print -quit 2>/dev/null) ]]
}

# build NAME WHAT MODULES: one Maven run of these modules and what they need, without tests. The stamp bears the time at
# which the build began, so that what was edited meanwhile counts as newer.
build() {
  local name=$1 what=$2 modules=$3 log=$home/target/build-$1.log began=$SECONDS module pid status=0 repository=()
  mkdir -p "$home/target"
  if ! can_write "$HOME/.m2"; then
    # Maven keeps what it loads here then, beside what it may have loaded there before.
    export MAVEN_USER_HOME=$home/target/maven
    repository=("-Dmaven.repo.local=$home/target/maven/repository" "-Dmaven.repo.local.tail=$HOME/.m2/repository")
  fi
  touch "$home/target/build-$name.began"
  echo "Building $what; the first time takes a few minutes. Full log: $log" >&2
  trap 'kill $(jobs -p) 2>/dev/null || true; exit 130' INT TERM
  JAVA_HOME=$jdk "$home/mvnw" --batch-mode --no-transfer-progress -f "$home/pom.xml" -pl "$modules" -am \
    ${repository[@]+"${repository[@]}"} -DskipTests -Dspotless.check.skip=true package >"$log" 2>&1 &
  pid=$!
  if [[ -t 2 ]]; then
    while kill -0 "$pid" 2>/dev/null; do
      module=$(sed -n 's/^\[INFO\] Building \([^ ]*\) .*/\1/p' "$log" | tail -n 1)
      printf '\r\033[K  %ss  %s' $((SECONDS - began)) "${module:-Maven}" >&2
      sleep 1
    done
    printf '\r\033[K' >&2
  fi
  wait "$pid" || status=$?
  trap - INT TERM
  if ((status != 0)); then
    tail -n 30 "$log" >&2
    echo "paxos: the build failed; above are the last lines of $log" >&2
    exit 1
  fi
  mv "$home/target/build-$name.began" "$home/target/build-$name.done"
  echo "Built in $((SECONDS - began)) s." >&2
}

# Whether files can be made in folder $1, or it can be made itself.
can_write() {
  if [[ -e $1 ]]; then [[ -d $1 && -w $1 ]]; else [[ -d $(dirname "$1") && -w $(dirname "$1") ]]; fi
}

version_of_project() {
  local line
  while read -r line; do
    if [[ $line =~ \<version\>(.*)\</version\> ]]; then
      printf %s "${BASH_REMATCH[1]}"
      return 0
    fi
  done <"$home/pom.xml"
}

# The newer of two files; the one that exists where only one does.
newer_of() {
  if [[ $1 -nt $2 ]]; then printf %s "$1"; else printf %s "$2"; fi
}

version=$(version_of_project)
jdk=$(find_jdk)

cli=$home/cli/target/paxos-cli-$version-exec.jar
cluster_built=false

build_cli() {
  local built sources=("$home"/cli/{pom.xml,src/main} "$home"/interfaces "$home"/components/{tools.bash,adapter})
  # What projects are made of, without what is built beside it.
  sources+=("$home"/components/c/{recipe.bash,src,test} "$home"/components/go/{recipe.bash,acceptor,contract,learner})
  sources+=("$home"/components/rust/{Cargo.*,recipe.bash,acceptor,client,contract,guest,learner,packager,proposer})
  built=$(newer_of "$home/target/build-cli.done" "$cli")
  if [[ ! -e $cli ]] || newer_than "$built" "${sources[@]}"; then
    build cli 'the command line' cli
  fi
}

# All services. Sets $cluster_built where there was something to build.
build_cluster() {
  local services=(acceptor-service proposer-service learner-service client-service coordinator-service standalone)
  local sources=("$home"/{pom.xml,interfaces,components/CHECKSUMS}) module built
  for module in component-runtime wit-maven-plugin contract role-host role-starter "${services[@]}"; do
    sources+=("$home/$module/pom.xml" "$home/$module/src/main")
  done
  # The executable jars are reproducible and bear a fixed time, so another file of the same build tells when that was.
  built=$(newer_of "$home/target/build-cluster.done" "$home/standalone/target/classes/META-INF/build-info.properties")
  for module in "${services[@]}"; do
    [[ -e $home/$module/target/paxos-$module-$version-exec.jar ]] || built=/nonexistent
  done
  if newer_than "$built" "${sources[@]}"; then
    build cluster 'the services' standalone
    cluster_built=true
  fi
}

# Has a cluster that was just built start faster from now on. A start without that is only slower.
train_cluster() {
  if [[ $cluster_built == true ]]; then
    echo 'Preparing faster starts; once after a build.' >&2
    local status=0
    "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Dpaxos.home=$home" -Dpaxos.terminal=false \
      -jar "$cli" train || status=$?
    # Ended by a signal, such as that of Ctrl-C: what it was to prepare is not wanted any more either.
    if ((status > 128)); then exit "$status"; fi
  fi
}

build_composed() {
  local sources=("$home"/{pom.xml,interfaces,components/composed/CHECKSUMS}) module built
  for module in component-runtime wit-maven-plugin contract role-host composed; do
    sources+=("$home/$module/pom.xml" "$home/$module/src/main")
  done
  local demo=$home/composed/target/paxos-composed-$version-exec.jar
  built=$(newer_of "$home/target/build-composed.done" "$demo")
  if [[ ! -e $demo ]] || newer_than "$built" "${sources[@]}"; then
    build composed 'the composed cluster' composed
  fi
}

build_simulation() {
  local sources=("$home"/{pom.xml,interfaces,components/CHECKSUMS,conformance}) module built
  for module in component-runtime wit-maven-plugin contract role-host simulation; do
    sources+=("$home/$module/pom.xml" "$home/$module/src/main")
  done
  local checker=$home/simulation/target/paxos-simulation-$version-exec.jar
  built=$(newer_of "$home/target/build-simulation.done" "$checker")
  if [[ ! -e $checker ]] || newer_than "$built" "${sources[@]}"; then
    build simulation 'the simulation' simulation
  fi
}

# After build_cluster, whose jars they take.
build_benchmarks() {
  if [[ ! -d $home/benchmarks/target/lib || $cluster_built == true ]] ||
    newer_than "$home/target/build-benchmarks.done" "$home"/{benchmarks,cli}/{pom.xml,src/main}; then
    build benchmarks 'the benchmarks' benchmarks
  fi
}
