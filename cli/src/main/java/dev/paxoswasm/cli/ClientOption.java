package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.ClientApi;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which client service a command speaks to. */
final class ClientOption {
    @Mixin
    private DataOption data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the client service; that of the cluster in --data by default.")
    @Nullable
    private URI url;

    ClientOption() {
        data = new DataOption();
    }

    URI address() {
        URI address = url != null ? url : URI.create(data.clientUrl());
        if (address.getScheme() == null || !address.getScheme().startsWith("http") || address.getHost() == null) {
            throw new Failure("--url " + address + " is no address; it would be like http://127.0.0.1:8080");
        }
        return address;
    }

    ClientApi api() {
        return new ClientApi(address());
    }
}
