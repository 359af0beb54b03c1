# The image of a role's service, from the executable jar that './mvnw package' made:
#
#     docker build --build-arg ROLE=acceptor --tag paxos-wasm/acceptor .
#
# ROLE is one of acceptor, proposer, learner, client, coordinator. Any base image will do that has a Java 25 runtime
# and bash; where no registry is reachable, containers/base-image makes the default one. The service is started once
# while the image is built, which makes each later start cost less than half as much: see docs/start.md.
ARG BASE_IMAGE=eclipse-temurin:25-jre

FROM ${BASE_IMAGE} AS unpacked
ARG ROLE
RUN [ -n "${ROLE}" ] || { echo 'Name the role: --build-arg ROLE=acceptor, proposer, learner, client or coordinator' >&2; exit 1; }
WORKDIR /unpacked
COPY ${ROLE}-service/target/paxos-${ROLE}-service-*-exec.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination layers
# Of RocksDB's 15 native libraries, the one that this platform needs. Clients and coordinators store nothing.
RUN mkdir layers/native \
    && for jar in layers/dependencies/lib/rocksdbjni-*.jar; do \
         if [ -e "${jar}" ]; then \
           java -cp 'layers/application/service.jar:layers/application/lib/*:layers/dependencies/lib/*' \
             dev.paxoswasm.role.storage.UnpackRocks "${jar}" layers/native || exit 1; \
         fi; \
       done

# The service where it will lie, started once.
FROM ${BASE_IMAGE} AS trained
WORKDIR /service
COPY containers/health-probe containers/train /usr/local/bin/
COPY --from=unpacked /unpacked/layers/native/ native/
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
COPY containers/java-options /service/
RUN mkdir start \
    && SERVER_PORT=8080 PAXOS_COMPONENT_CACHE=/service/start/compiled \
         train /service/start/service.aot @/service/java-options -jar service.jar \
    && chmod -R go=rX start

FROM ${BASE_IMAGE}
ARG ROLE
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="paxos-wasm ${ROLE}" \
      org.opencontainers.image.description="A Paxos ${ROLE}: a WebAssembly component and the service that hosts it" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Where to mount a volume. Without one, and with a read-only root, a node that has to remember refuses to start.
RUN install --directory --owner=10001 --group=10001 /data

WORKDIR /service
COPY containers/health-probe containers/in-turn /usr/local/bin/
# What changes least comes first: a new build of the project changes the last layer only.
COPY --from=unpacked /unpacked/layers/native/ native/
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
COPY containers/java-options /service/
# What the training run left: the JDK's ahead-of-time cache, and the component, compiled.
COPY --from=trained /service/start/ start/

# A container is a machine of its own, so every role has the same port there. Whoever replaces JAVA_TOOL_OPTIONS
# decides how the container's memory is divided between heap and all else (metaspace, code, threads, RocksDB).
ENV SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8080 \
    PAXOS_DATADIRECTORY=/data \
    PAXOS_COMPONENT_CACHE=/service/start/compiled,/data/compiled \
    HOME=/tmp \
    LC_ALL=C.UTF-8 \
    JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=60
EXPOSE 8080
# Numbers and not names, so that Kubernetes can see that it is not root.
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=3s --start-period=300s --retries=3 CMD ["health-probe"]
# A cache that does not fit the JVM (another JDK, other options) is told of in the log, and only makes the start slower.
ENTRYPOINT ["java", "-XX:AOTCache=/service/start/service.aot", "@/service/java-options", "-jar", "service.jar"]
