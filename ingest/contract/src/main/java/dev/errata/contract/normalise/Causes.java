package dev.errata.contract.normalise;

import static dev.errata.contract.normalise.Cause.BEARER_MISSING;
import static dev.errata.contract.normalise.Cause.IP_OR_DOMAIN;
import static dev.errata.contract.normalise.Cause.KEY_INVALID;
import static dev.errata.contract.normalise.Cause.KEY_REVOKED;
import static dev.errata.contract.normalise.Cause.MODEL_ACCESS;
import static dev.errata.contract.normalise.Cause.MODEL_DEPRECATED;
import static dev.errata.contract.normalise.Cause.MODEL_UNKNOWN;
import static dev.errata.contract.normalise.Cause.NO_AUTHORIZATION_HEADER;
import static dev.errata.contract.normalise.Cause.PARAMETER;
import static dev.errata.contract.normalise.Cause.PATH_UNKNOWN;
import static dev.errata.contract.normalise.Cause.REGION;
import static dev.errata.contract.normalise.Cause.TASK_UNKNOWN;
import static dev.errata.contract.normalise.Cause.VERIFICATION;

import dev.errata.contract.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells causes apart by what the answer says. */
final class Causes {
    private static final Set<Integer> KEY = Set.of(400, 401, 403);
    private static final Set<Integer> ACCESS = Set.of(400, 401, 403);
    private static final Set<Integer> MODEL = Set.of(400, 403, 404, 410, 422);
    private static final Set<Integer> PARAMETERS = Set.of(400, 422);

    /** The surer words first: many a message explains at length what a good header looks like. */
    private static final List<Rule<Cause>> RULES = List.of(
            Rule.of(
                    NO_AUTHORIZATION_HEADER,
                    KEY,
                    "(?:didn't|did not) (?:provide an api key|pass an authentication token)"
                            + "|no (?:auth|api[ -]?key|credentials|token)\\b|missing (?:authentication )?token\\b"
                            + "|missing[ _](?:authorization|authentication|api[ _-]?key|bearer or basic|credentials)"
                            + "|(?:x-api-key|api[ _-]key)(?: header)? (?:is )?(?:required|missing)"
                            + "|authorization(?: header| is| header is) (?:required|missing)"
                            + "|missing subscription key|unregistered callers|未提供(?:令牌|api)|未收到authentication"),
            Rule.of(
                    BEARER_MISSING,
                    KEY,
                    "(?:must|should|expected|required?).{0,60}\\bbearer\\b|bearer (?:prefix|scheme)"
                            + "|missing .?bearer\\b|(?:invalid|malformed|wrong) authorization(?: header)?"
                            + "|authorization header.{0,40}(?:malformed|invalid|format)"),
            Rule.of(
                    KEY_REVOKED,
                    KEY,
                    "\\b(?:key|token|credentials?)\\b.{0,60}\\b(?:revoked|deactivated|disabled|deleted|expired|suspended|invalidated)"
                            + "|reported as leaked|expiredtoken|token_expired|api_key_expired"
                            + "|(?:令牌|token)已(?:过期|禁用)"),
            Rule.of(
                    KEY_INVALID,
                    KEY,
                    "(?:incorrect|invalid|wrong) (?:x-)?api[ _-]?key|invalid_?api_?key|api_key_invalid"
                            + "|api[ _-]?key (?:is |in the request is )?(?:not valid|invalid|incorrect)"
                            + "|invalid (?:token|credentials?|authentication)\\b|unrecognizedclient|invalidsignature"
                            + "|invalid (?:api token|subscription key|proxy server token)|token_not_found_in_db|key format is incorrect"
                            + "|signature.{0,40}does not match|security token.{0,40}invalid|authentication fails|无效的令牌"),
            Rule.of(
                    IP_OR_DOMAIN,
                    ACCESS,
                    "\\bip\\b.{0,60}(?:not (?:allowed|authori[sz]ed|permitted)|restrict|blocked|whitelist|allowlist)"
                            + "|ip_not_|ip_address_blocked|http_referrer_blocked|\\brefer+er\\b.{0,60}(?:blocked|not allowed)"
                            + "|\\bdomain\\b.{0,60}(?:not allowed|restrict|blocked)|virtual network/firewall"),
            Rule.of(
                    REGION,
                    ACCESS,
                    "unsupported_country|country, region|(?:location|country|region).{0,40}not supported"),
            Rule.of(
                    VERIFICATION,
                    Set.of(400, 403, 404),
                    "must be verified|(?:not|un)[ -]?verified|complete.{0,40}verification|verify your|real[- ]name|实名"),
            Rule.of(MODEL_ACCESS, Set.of(401, 403), "authorization failed for model"),
            Rule.of(
                    MODEL_DEPRECATED,
                    MODEL,
                    "\\bmodels?\\b.{0,160}\\b(?:deprecated|removed on|retired|decommissioned|end of life"
                            + "|end of its life|no longer (?:available|supported))|model_(?:deprecated|decommissioned)|模型.{0,20}下线"),
            Rule.of(
                    MODEL_ACCESS,
                    Set.of(403),
                    "\\b(?:access|permission|entitled|authori[sz]ed|allowed)\\b.{0,80}\\bmodels?\\b"
                            + "|\\bmodels?\\b.{0,80}\\b(?:access|permission|not (?:allowed|enabled|authori[sz]ed))"),
            Rule.of(
                    MODEL_ACCESS,
                    Set.of(400, 401, 403, 404),
                    "modelnotopen|has not activated the model|model access is denied|model_access_denied"
                            + "|not allowed to access model|model_terms_required"),
            Rule.of(
                    TASK_UNKNOWN,
                    Set.of(400, 404),
                    "task_not_(?:found|exist)|(?:video|batch|job|prediction|generation) with id.{0,80}not found"
                            + "|no (?:batch|video|job|prediction) found|\\btask\\b.{0,80}(?:not (?:exist|found)|unknown|expired)|no such task"
                            + "|任务.{0,20}不存在"),
            Rule.of(
                    MODEL_UNKNOWN,
                    MODEL,
                    "^model_not_found$|deploymentnotfound|(?:unknown|invalid|no such|not found the) model\\b|not a valid model"
                            + "|model identifier is invalid|no endpoints found for|unable to access model\\b"
                            + "|\\bmodels?\\b.{0,120}(?:does not exist|not exist|not found)|模型不存在"),
            Rule.of(MODEL_UNKNOWN, Set.of(404), "^model: |\\bmodels?\\b.{0,120}not supported"),
            Rule.of(
                    PATH_UNKNOWN,
                    Set.of(404),
                    "^invalid url \\(|unknown request url|no route matched|^cannot (?:get|post|put|patch|delete) /"
                            + "|^404 page not found|unexpected endpoint or method|no handler found|no static resource"));

    private Causes() {}

    static Optional<Cause> of(Failure failure, String text) {
        return Rule.first(RULES, failure.status(), text).or(() -> parameter(failure));
    }

    private static Optional<Cause> parameter(Failure failure) {
        var named = failure.param() != null && failure.status() != null && PARAMETERS.contains(failure.status());
        return named ? Optional.of(PARAMETER) : Optional.empty();
    }
}
