package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Owner;
import dev.errata.contract.RetryPolicy.Action;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class MeaningTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # an empty account, wherever it hides
            429 | insufficient_quota | insufficient_quota | You exceeded your current quota, please check your plan | QUOTA
            403 | - | exceeded_current_quota_error | organization exceeded current quota | QUOTA
            402 | invalid_request_error | unknown_error | Insufficient Balance | QUOTA
            429 | 1113 | - | 余额不足或无可用资源包,请充值。 | QUOTA
            500 | - | api_error | insufficient balance (1008) | QUOTA
            402 | 402 | - | This request requires more credits, or fewer max_tokens | QUOTA
            400 | - | invalid_request_error | Your credit balance is too low to access the API | QUOTA
            403 | - | - | Your newly created teams doesn't have any credits yet | QUOTA
            403 | AccountOverdueError | Forbidden | your account has an overdue balance. | QUOTA
            400 | Arrearage | - | Access denied, please make sure your account is in good standing | QUOTA
            # requests, tokens and both at once
            429 | rate_limit_exceeded | requests | Rate limit reached on requests per min (RPM): Limit 3 | REQUESTS
            429 | rate_limit_exceeded | tokens | Rate limit reached on tokens per min (TPM): Limit 30000 | TOKENS
            429 | - | rate_limit_error | exceed your organization's rate limit of 40,000 input tokens per minute | TOKENS
            429 | - | ThrottlingException | Too many tokens, please wait before trying again. | TOKENS
            429 | 429 | token_rate_limit_exceeded | Token rate limit exceeded, please try again later. | TOKENS
            413 | rate_limit_exceeded | tokens | Request too large on tokens per minute (TPM) | TOKENS
            429 | - | rate_limit_error | Number of concurrent connections has exceeded your rate limit | CONCURRENCY
            429 | - | rate_limit_reached_error | max organization concurrency: 3, please try again | CONCURRENCY
            # the provider's own trouble
            529 | - | overloaded_error | Overloaded | OVERLOAD
            200 | server_is_overloaded | service_unavailable_error | Our servers are currently overloaded. | OVERLOAD
            429 | - | engine_overloaded_error | The engine is currently overloaded | OVERLOAD
            429 | rate_limit_exceeded | requests | 当前分组上游负载已饱和，请稍后再试 | OVERLOAD
            # traps: words alone do not make a limit
            429 | 429 | RESOURCE_EXHAUSTED | Resource has been exhausted (e.g. check quota). | -
            429 | rate_limited | - | Rate limit exceeded | -
            429 | rate_limit_exceeded | - | Slow down. Add a payment method at https://platform.openai.com/account/billing | -
            400 | - | TOO_MANY_TOKENS | too many tokens: size limit exceeded by 25836 tokens | -
            400 | context_length_exceeded | - | 5000 tokens per message are too many | -
            401 | invalid_api_key | - | Incorrect API key. See requests per minute in the docs | -
            500 | - | server_error | The server had an error | -
            """)
    void limit_ofAnAnswer_isToldFromItsWords(
            int status, @Nullable String code, @Nullable String type, String message, @Nullable LimitKind expected) {
        assertThat(meaning(status, code, type, message).limitKind()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            401 | - | You didn't provide an API key. Use an Authorization header with Bearer auth | NO_AUTHORIZATION_HEADER
            401 | - | No auth credentials found | NO_AUTHORIZATION_HEADER
            401 | missing_api_key | Unauthorized | NO_AUTHORIZATION_HEADER
            403 | - | Method doesn't allow unregistered callers | NO_AUTHORIZATION_HEADER
            401 | - | Authorization header must start with Bearer | BEARER_MISSING
            401 | - | Invalid Authorization header format | BEARER_MISSING
            401 | - | This API key has been revoked | KEY_REVOKED
            403 | - | The security token included in the request is expired | KEY_REVOKED
            401 | invalid_api_key | Incorrect API key provided: sk-wrong****-key. | KEY_INVALID
            401 | authentication_error | invalid x-api-key | KEY_INVALID
            400 | - | API key not valid. Please pass a valid API key. | KEY_INVALID
            403 | - | The security token included in the request is invalid. | KEY_INVALID
            403 | model_not_found | Project `p` does not have access to model `gpt-5` | MODEL_ACCESS
            403 | - | You don't have access to the model with the specified model ID. | MODEL_ACCESS
            403 | - | Your organization must be verified to use the model | VERIFICATION
            403 | - | The request was made from an IP address that is not allowed | IP_OR_DOMAIN
            401 | ip_not_authorized | Unauthorized | IP_OR_DOMAIN
            403 | unsupported_country_region_territory | Country, region, or territory not supported | REGION
            404 | model_not_found | The model `gpt-9` does not exist or you do not have access to it. | MODEL_UNKNOWN
            404 | not_found_error | model: claude-does-not-exist | MODEL_UNKNOWN
            404 | DeploymentNotFound | The API deployment for this resource does not exist. | MODEL_UNKNOWN
            400 | - | foo/bar is not a valid model ID | MODEL_UNKNOWN
            404 | model_not_found | The model `gpt-3.5-turbo-0613` has been deprecated | MODEL_DEPRECATED
            404 | - | model 'command-r' was removed on September 15, 2025. | MODEL_DEPRECATED
            404 | - | Task 0815 not found | TASK_UNKNOWN
            422 | - | Unknown parameter: 'quality'. | PARAMETER
            400 | - | messages.0.content: Field required | PARAMETER
            # traps
            401 | - | Unauthorized | -
            403 | - | Forbidden | -
            404 | - | Not Found | -
            404 | - | No run step found with id 'step_123'. | -
            400 | - | This model does not support effort level 'xhigh'. | -
            500 | - | Unknown parameter: 'quality'. | -
            500 | - | The model does not exist | -
            429 | - | The key has expired | -
            """)
    void cause_ofAnAnswer_isToldFromItsWords(
            int status, @Nullable String code, String message, @Nullable Cause expected) {
        assertThat(meaning(status, code, null, message).cause()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            403 | exceeded current quota | QUOTA | AFTER_FIX
            500 | insufficient balance (1008) | QUOTA | AFTER_FIX
            429 | tokens per minute | QUOTA | BACKOFF
            429 | The engine is currently overloaded | PROVIDER | AFTER
            401 | Unauthorized | CALLER | AFTER_FIX
            502 | Bad Gateway | PROVIDER | AFTER
            418 | I'm a teapot | UNKNOWN | -
            """)
    void ownerAndRetry_followTheLimit_thenTheCatalogue(
            int status, String message, Owner owner, @Nullable Action action) {
        var meaning = meaning(status, null, null, message);

        assertThat(meaning.owner()).isEqualTo(owner);
        assertThat(meaning.retry() == null ? null : meaning.retry().action()).isEqualTo(action);
    }

    @Test
    void quotaOfAMinute_isNoMatterOfBilling() {
        var body = """
                {"error":{"code":429,"status":"RESOURCE_EXHAUSTED",
                 "message":"You exceeded your current quota, please check your plan and billing details.",
                 "details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]}]}}""";

        assertThat(meaning(429, Map.of(), body).limitKind()).isEqualTo(LimitKind.REQUESTS);
    }

    @Test
    void limit_thatTheWordsDoNotName_isToldFromItsCounter() {
        var headers = Map.of("x-ratelimit-remaining-requests", "17", "x-ratelimit-remaining-tokens", "0");

        assertThat(meaning(429, headers, "").limitKind()).isEqualTo(LimitKind.TOKENS);
        assertThat(meaning(503, headers, "").limitKind()).isNull();
    }

    private static Meaning meaning(int status, @Nullable String code, @Nullable String type, String message) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("type", type).put("message", message);
        return meaning(status, Map.of(), body.toString());
    }

    private static Meaning meaning(int status, Map<String, String> headers, String body) {
        return Normaliser.normalise(new RawAnswer(null, status, headers, body), Instant.EPOCH)
                .meaning();
    }
}
