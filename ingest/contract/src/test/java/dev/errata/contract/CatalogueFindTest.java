package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFindTest {
    private final Catalogue catalogue = Catalogue.standard();

    @ParameterizedTest(name = "status {0}, code {1}, type {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            # the reference, by its example body, by the type of its table, by status alone
            400, invalid_request,       invalid_request_error,  invalid_request
            400, -,                     invalid_request,        invalid_request
            401, -,                     authentication_error,   authentication_error
            402, insufficient_quota,    -,                      insufficient_quota
            409, -,                     -,                      conflict
            422, -,                     -,                      unprocessable_entity
            502, -,                     -,                      bad_gateway
            504, -,                     -,                      gateway_timeout
            # a precise code decides before the status, a precise type too
            429, insufficient_quota,    insufficient_quota,     insufficient_quota
            429, insufficient_quota,    rate_limit_error,       insufficient_quota
            429, -,                     engine_overloaded_error, overloaded
            403, -,                     exceeded_current_quota_error, insufficient_quota
            400, context_length_exceeded, invalid_request_error, request_too_large
            400, content_filter,        -,                      restricted_content
            400, invalid_value,         invalid_request_error,  unprocessable_entity
            401, invalid_api_key,       invalid_request_error,  authentication_error
            404, model_not_found,       invalid_request_error,  not_found
            429, rate_limit_exceeded,   tokens,                 rate_limit_error
            500, rate_limit_exceeded,   server_error,           rate_limit_error
            # the code decides before the type
            400, model_not_found,       rate_limit_error,       not_found
            # a word that stands on everything yields to the status
            402, invalid_request_error, unknown_error,          insufficient_quota
            429, -,                     invalid_request_error,  rate_limit_error
            429, invalid_request_error, -,                      rate_limit_error
            503, -,                     server_error,           service_unavailable
            529, -,                     api_error,              overloaded
            413, -,                     invalid_request_error,  request_too_large
            # and speaks where there is no status, or one that says nothing
            -,   invalid_request_error, -,                      invalid_request
            200, -,                     server_error,           server_error
            418, -,                     invalid_request_error,  invalid_request
            # errors inside a 200
            200, -,                     overloaded_error,       overloaded
            200, server_is_overloaded,  service_unavailable_error, overloaded
            200, 429,                   -,                      rate_limit_error
            200, 503,                   UNAVAILABLE,            service_unavailable
            # a status inside the code
            429, 429,                   token_rate_limit_exceeded, rate_limit_error
            502, 429,                   -,                      rate_limit_error
            # statuses of proxies
            520, -,                     -,                      bad_gateway
            524, -,                     -,                      gateway_timeout
            # other spellings
            403, ' AccessDeniedException', -,                   permission_error
            404, DeploymentNotFound,    invalid_request_error,  not_found
            # no answer came
            -,   read_timeout,          -,                      read_timeout
            # an unknown code or type says nothing
            500, 1234,                  new_api_error,          server_error
            """)
    void find_status_code_type_givesEntry(
            @Nullable Integer status, @Nullable String code, @Nullable String type, String key) {
        assertThat(catalogue.find(status, code, type)).map(CatalogueEntry::key).contains(key);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,-,-", "200,-,-", "418,teapot,short_and_stout", "200,'',' '"})
    void find_nothingKnown_isEmpty(@Nullable Integer status, @Nullable String code, @Nullable String type) {
        assertThat(catalogue.find(status, code, type)).isEmpty();
    }

    @Test
    void find_anyAliasAlone_givesItsEntry() {
        for (var entry : catalogue.all()) {
            assertThat(entry.aliases()).allSatisfy(alias -> {
                assertThat(catalogue.find(null, alias, null)).contains(entry);
                assertThat(catalogue.find(418, null, alias.toUpperCase(Locale.ROOT)))
                        .contains(entry);
            });
            assertThat(entry.vagueAliases())
                    .allSatisfy(alias ->
                            assertThat(catalogue.find(null, null, alias)).contains(entry));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect_timeout",
                "read_timeout",
                "connection_reset",
                "dns_failure",
                "tls_failure",
                "stream_aborted",
                "restricted_content",
                "unreachable_image_url",
                "prompt_too_complex",
                "task_failed"
            })
    void find_codeWithoutAnswer_isItsOwnEntry(String code) {
        assertThat(catalogue.find(new Failure(null, code, null, null, null))).isEqualTo(catalogue.entry(code));
        assertThat(catalogue.entry(code)).isPresent();
    }
}
