package dev.errata.notify;

import java.net.URI;

/** The kinds of receivers there are. To add one: a class, and a method here. */
public final class Receivers {
    private Receivers() {}

    /**
     * One Alertmanager. Of a cluster, each of its members is one: they sort out among themselves who speaks.
     *
     * @param base its address, such as {@code http://alertmanager:9093}
     */
    public static Receiver alertmanager(URI base, Links links, Rhythm rhythm) {
        return new Alertmanager(base, links, rhythm);
    }

    /**
     * A signed webhook.
     *
     * @param name as routes and meters name it
     * @param secret shared with it
     * @param rule which addresses it may have
     */
    public static Receiver webhook(String name, URI target, String secret, AddressRule rule, Links links) {
        return new Webhook(name, target, secret, rule, links);
    }
}
