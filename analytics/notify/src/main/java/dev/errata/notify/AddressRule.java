package dev.errata.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses a message may go to. What stands in a private network, on this machine or on its links answers to whoever
 * asks from inside; a receiver's address must not become a way in.
 */
public enum AddressRule {
    /** Any. */
    ANY {
        @Override
        boolean allows(InetAddress address) {
            return true;
        }
    },
    /** Addresses of the public internet. */
    PUBLIC {
        @Override
        boolean allows(InetAddress address) {
            return !isSpecial(address) && ranges(address).stream().noneMatch(range -> range.contains(address));
        }
    };

    private static final List<Range> RANGES_4 = List.of(
            new Range(new int[] {0}, 8),
            new Range(new int[] {100, 64}, 10),
            new Range(new int[] {192, 0, 0}, 24),
            new Range(new int[] {192, 0, 2}, 24),
            new Range(new int[] {198, 18}, 15),
            new Range(new int[] {198, 51, 100}, 24),
            new Range(new int[] {203, 0, 113}, 24),
            new Range(new int[] {240}, 4));

    /** All but global unicast (2000::/3), and there what carries an IPv4 address inside, or is there for documentation. */
    private static final List<Range> RANGES_6 = List.of(
            new Range(new int[] {0x00}, 3),
            new Range(new int[] {0x40}, 2),
            new Range(new int[] {0x80}, 1),
            new Range(new int[] {0x20, 0x02}, 16),
            new Range(new int[] {0x20, 0x01, 0x00, 0x00}, 32),
            new Range(new int[] {0x20, 0x01, 0x0d, 0xb8}, 32));

    /** Whether a connection to it may be opened. */
    abstract boolean allows(InetAddress address);

    private static boolean isSpecial(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }

    private static List<Range> ranges(InetAddress address) {
        return address instanceof Inet6Address ? RANGES_6 : RANGES_4;
    }

    /** Addresses that begin with the same bits; bytes behind the given ones are 0. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Range(int[] first, int bits) {
        boolean contains(InetAddress address) {
            var bytes = address.getAddress();
            for (int bit = 0; bit < bits; bit++) {
                var expected = bit / 8 < first.length ? first[bit / 8] : 0;
                if (((bytes[bit / 8] ^ expected) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
