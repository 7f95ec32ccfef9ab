package dev.errata.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom an address belongs to: of IPv6 one customer has a network of 64 bits, and would not run out of addresses. */
final class RemoteNetwork {
    private static final int NETWORK_BYTES = 8;

    private RemoteNetwork() {}

    static String of(String address) {
        var literal = InetAddress.ofLiteral(address);
        return literal instanceof Inet6Address
                ? HexFormat.of().formatHex(literal.getAddress(), 0, NETWORK_BYTES)
                : literal.getHostAddress();
    }
}
