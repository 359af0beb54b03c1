package dev.paxoswasm.role.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names that a test gives to addresses, and takes away again: those that end in {@code .test}. Others are looked up as
 * ever.
 */
public final class TestNames extends InetAddressResolverProvider {

    private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();

    /** From now on the name, such as {@code learner-1.test}, stands for the address, such as {@code 127.0.0.2}. */
    public static void put(String name, String address) {
        ADDRESSES.put(name, address);
    }

    /** From now on the name is unknown. */
    public static void remove(String name) {
        ADDRESSES.remove(name);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith(".test")) {
                    return builtin.lookupByName(host, policy);
                }
                String address = ADDRESSES.get(host);
                if (address == null) {
                    throw new UnknownHostException(host);
                }
                return Stream.of(InetAddress.getByName(address));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of tests";
    }
}
