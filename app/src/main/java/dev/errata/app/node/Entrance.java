package dev.errata.app.node;

import dev.errata.app.config.Setting;
import dev.errata.contract.Caller;
import dev.errata.http.Access;
import dev.errata.http.PortInUseException;
import dev.errata.http.Routes;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.http.access.Authenticator;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;

/**
 * An address that this process answers on, and who may come.
 *
 * @param isOpen whether programs of this machine, which alone can reach it, need no token
 * @param portSetting which setting moves it elsewhere
 */
record Entrance(String host, int port, boolean isOpen, Setting<Integer> portSetting) {

    /** Starts to answer. */
    URI open(Authenticator tokens, Meters meters, Parts parts, List<? extends Routes> routes)
            throws StartFailedException {
        try {
            var server = parts.own(WebServer.start(WebServerConfig.of(host, port), access(tokens, meters), routes));
            var name = host.contains(":") ? "[" + host + "]" : host;
            return URI.create("http://" + name + ":" + server.port());
        } catch (PortInUseException e) {
            throw StartFailedException.portInUse(String.valueOf(e.getMessage()), portSetting, e);
        }
    }

    private Access access(Authenticator tokens, Meters meters) {
        var clock = InstantSource.system();
        var everything = new Principal(Caller.DEFAULT_PROJECT, EnumSet.allOf(Scope.class));
        return isOpen
                ? Access.openToThisMachine(everything, tokens, meters.access(), clock)
                : Access.byToken(tokens, meters.access(), clock);
    }
}
