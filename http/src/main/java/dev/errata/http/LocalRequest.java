package dev.errata.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a request comes from a program on this machine, and from nobody behind it. A proxy on this machine speaks for
 * others, and says so in a header; a web page of somebody else that has its name resolve to this machine (DNS rebinding)
 * shows that name as the host.
 */
final class LocalRequest {
    private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via");
    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private LocalRequest() {}

    static boolean is(Context ctx) {
        return isLoopback(ctx.req().getRemoteAddr())
                && isLoopback(ctx.req().getLocalAddr())
                && PROXIED.stream().allMatch(name -> ctx.header(name) == null)
                && namesThisMachine(ctx);
    }

    private static boolean namesThisMachine(Context ctx) {
        var host = ctx.header("Host");
        return host != null && LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}
