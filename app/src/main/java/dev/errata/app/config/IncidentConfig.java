package dev.errata.app.config;

import dev.errata.app.policy.InvalidPolicyException;
import dev.errata.app.policy.PolicyFile;
import dev.errata.app.policy.PolicyReader;
import dev.errata.app.policy.SettingsSection;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is an incident, and who is told of it. {@link Setting} documents each component.
 *
 * @param policy the policy file's content
 * @param alertmanagers addresses
 * @param webhooks addresses by name
 * @param webhookSecret signs what goes to webhooks; empty where there are none
 * @param webhookAllowPrivate whether they may have private addresses
 * @param publicUrl where people look
 * @param runbookUrl where they read what to do
 */
public record IncidentConfig(
        PolicyFile policy,
        List<URI> alertmanagers,
        Map<String, URI> webhooks,
        String webhookSecret,
        boolean webhookAllowPrivate,
        URI publicUrl,
        URI runbookUrl) {
    private static final String ALERTMANAGER = "alertmanager";

    static IncidentConfig read(SettingSource source) {
        var alertmanagers = source.read(Setting.ALERTMANAGER_URL);
        var webhooks = source.read(Setting.WEBHOOK_URL);
        var secret = source.read(Setting.WEBHOOK_SECRET);
        if (webhooks.containsKey(ALERTMANAGER)) {
            source.problem(Setting.WEBHOOK_URL.flag() + ": a webhook cannot be called " + ALERTMANAGER);
        }
        if (!webhooks.isEmpty() && secret.isEmpty()) {
            source.problem(Setting.WEBHOOK_URL.flag() + " needs " + Setting.WEBHOOK_SECRET.variable());
        }
        return new IncidentConfig(
                policy(source, receivers(alertmanagers, webhooks)),
                alertmanagers,
                webhooks,
                secret,
                source.read(Setting.WEBHOOK_ALLOW_PRIVATE),
                source.read(Setting.PUBLIC_URL),
                source.read(Setting.RUNBOOK_URL));
    }

    private static Set<String> receivers(List<URI> alertmanagers, Map<String, URI> webhooks) {
        var receivers = new HashSet<>(webhooks.keySet());
        if (!alertmanagers.isEmpty()) {
            receivers.add(ALERTMANAGER);
        }
        return receivers;
    }

    /** The policy file that is set, or the default where a problem was noted; null receivers are not held against it. */
    static PolicyFile policy(SettingSource source, @Nullable Set<String> receivers) {
        var own = source.read(Setting.POLICY);
        var file = own.isEmpty() ? source.read(Setting.CONFIG) : own;
        if (file.isEmpty()) {
            return PolicyFile.DEFAULT;
        }
        try {
            if (!own.isEmpty() && hasIgnoredSettings(own, source)) {
                source.problem("%s %s has settings, which are read from %s alone"
                        .formatted(Setting.POLICY.flag(), own, Setting.CONFIG.flag()));
            }
            return PolicyReader.read(Path.of(file), receivers);
        } catch (InvalidPolicyException e) {
            e.problems().forEach(problem -> source.problem(file + ": " + problem));
            return PolicyFile.DEFAULT;
        }
    }

    private static boolean hasIgnoredSettings(String file, SettingSource source) throws InvalidPolicyException {
        return !file.equals(source.read(Setting.CONFIG))
                && !SettingsSection.read(Path.of(file)).isEmpty();
    }
}
