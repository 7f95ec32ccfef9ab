package dev.errata.core.ticket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** All profiles, as {@code providers.json} beside this class has them; a new one is an entry there. Immutable. */
public final class ProviderProfiles {
    private static final ProviderProfiles STANDARD = read();
    private static final String ANY = "";

    private final Map<String, ProviderProfile> byProvider = new LinkedHashMap<>();

    private ProviderProfiles(List<ProviderProfile> profiles) {
        profiles.forEach(profile -> byProvider.put(profile.provider(), profile));
    }

    /** Those that Errata ships. */
    public static ProviderProfiles standard() {
        return STANDARD;
    }

    /** The names of all providers that have one. */
    public Collection<String> names() {
        return byProvider.keySet().stream().filter(name -> !name.equals(ANY)).toList();
    }

    /** The profile of exactly this provider. */
    public Optional<ProviderProfile> named(String provider) {
        return provider.equals(ANY)
                ? Optional.empty()
                : Optional.ofNullable(byProvider.get(provider.toLowerCase(Locale.ROOT)));
    }

    /** The profile for a failure's provider; a general one where it has none. */
    public ProviderProfile of(@Nullable String provider) {
        if (provider == null || provider.isEmpty()) {
            return general();
        }
        return named(provider).orElseGet(() -> general(provider));
    }

    private ProviderProfile general() {
        return requireNonNull(byProvider.get(ANY));
    }

    private ProviderProfile general(String provider) {
        var any = general();
        return new ProviderProfile(
                provider,
                any.name(),
                any.idName(),
                any.support(),
                any.statusPage(),
                any.requestLog(),
                any.firstFields(),
                any.hint());
    }

    private static ProviderProfiles read() {
        var mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
        try (var in = requireNonNull(ProviderProfiles.class.getResourceAsStream("providers.json"))) {
            return new ProviderProfiles(List.of(mapper.readValue(in.readAllBytes(), ProviderProfile[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
