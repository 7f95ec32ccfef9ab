package dev.errata.embedded;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.stream.Collectors;

/** What a broker needs besides to ask for passwords, and to keep everybody to Kafka's access rules. */
final class BrokerLogins {
    private static final String LISTENER = "PLAINTEXT:";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private BrokerLogins() {}

    /**
     * The settings that differ.
     *
     * @param open those of a broker that asks for none
     */
    static Map<String, String> settings(Map<String, String> passwords, Map<String, String> open) {
        return Map.of(
                "listeners", guarded(open, "listeners"),
                "advertised.listeners", guarded(open, "advertised.listeners"),
                "listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "SASL_PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config", logins(passwords),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The node talks to itself as controller without a name.
                "super.users", "User:" + LocalBroker.ADMIN + ";User:ANONYMOUS",
                "allow.everyone.if.no.acl.found", "false");
    }

    private static String guarded(Map<String, String> open, String key) {
        return requireNonNull(open.get(key)).replaceFirst(LISTENER, "SASL_" + LISTENER);
    }

    /** The broker's own login, and those that it knows. */
    private static String logins(Map<String, String> passwords) {
        var known = passwords.entrySet().stream()
                .map(user -> " user_%s=\"%s\"".formatted(user.getKey(), user.getValue()))
                .collect(Collectors.joining());
        return "%s username=\"%s\" password=\"%s\"%s;"
                .formatted(LOGIN, LocalBroker.ADMIN, passwords.get(LocalBroker.ADMIN), known);
    }
}
