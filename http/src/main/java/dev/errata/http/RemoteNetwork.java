package dev.errata.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whom an address belongs to: of IPv6 one customer has a network of 64 bits, and would not run out of addresses. */
final class RemoteNetwork {
    private static final int NETWORK_BYTES = 8;

    private RemoteNetwork() {}

    static String of(String address) {
        return of(InetAddress.ofLiteral(address));
    }

    /** What is no address of the internet is one network. */
    static String of(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? of(internet.getAddress())
                : "other";
    }

    private static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
