package dev.errata.contract.normalise;

import static dev.errata.contract.normalise.LimitScope.ACCOUNT;
import static dev.errata.contract.normalise.LimitScope.DEPLOYMENT;
import static dev.errata.contract.normalise.LimitScope.IP;
import static dev.errata.contract.normalise.LimitScope.KEY;
import static dev.errata.contract.normalise.LimitScope.MODEL;
import static dev.errata.contract.normalise.LimitScope.ORGANISATION;
import static dev.errata.contract.normalise.LimitScope.PROJECT;
import static dev.errata.contract.normalise.LimitScope.TEAM;
import static dev.errata.contract.normalise.LimitScope.USER;
import static dev.errata.contract.normalise.LimitScope.WORKSPACE;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells whose limit it is by what the answer says. */
final class LimitScopes {
    /**
     * The narrower holder first, and any holder before the model: a limit of an organisation for a model is the
     * organisation's. Mere advice, such as to see the organisation's settings, names no holder.
     */
    private static final List<Rule<LimitScope>> RULES = List.of(
            scope(
                    IP,
                    "\\b(?:policy|per|your|from|this) ip\\b|\\bip(?: address)? (?:has|rate)|rate[ -]limit.{0,20}\\bip\\b"),
            scope(
                    KEY,
                    "\\bkey limit\\b|(?:for|per|of) (?:this |the |your )?api[ _-]?key|per[ _]?key\\b|trial key"
                            + "|\\bkey\\b.{0,20}(?:has )?(?:exceeded|reached)|limitexceededexception"),
            scope(
                    USER,
                    "(?:per|for|of) user\\b|userbymodel|peruser|\\buser[ _](?:quota|rate)|user=\\S{1,80} over budget"),
            scope(
                    DEPLOYMENT,
                    "associated endpoint|\\bendpoint(?:rpm|tpm)|(?:this|per|your|the) deployment\\b|^deployment over"),
            scope(TEAM, "(?:for|per) team\\b|your team's|team=\\S{1,80} over budget"),
            scope(WORKSPACE, "workspace(?:'s)?(?: \\w+)? (?:rate|limit)|per workspace"),
            scope(PROJECT, "per_?project|(?:in|per) project\\b|project_spend|consumer 'project|your project's"),
            scope(
                    ORGANISATION,
                    "(?:in|per|max|reached|your|this) organi[sz]ation(?:'s)?(?: \\w+){0,2} (?:rate|limit|concurrency|max|rpm|tpm"
                            + "|tpd)|(?:in|limit for your) organi[sz]ation\\b|^organi[sz]ation rate|organi[sz]ation max"
                            + "|organization_(?:spend|usage)|organi[sz]ation <[^>]{0,80}> exceeded"),
            scope(
                    ACCOUNT,
                    "your account(?:'s)? rate limit|accountr(?:ate|pm)|accounttpm|associated account"
                            + "|(?:your )?account(?: \\[\\S{1,40}])? has (?:reached|exceeded)|您的账户"),
            scope(
                    MODEL,
                    "for (?:this|the) model\\b|to this model\\b|\\bmodel (?:is )?(?:currently )?overloaded|model_rate_limit"
                            + "|per_?(?:base_?)?model"));

    private LimitScopes() {}

    static Optional<LimitScope> of(String text) {
        return Rule.first(RULES, null, text);
    }

    private static Rule<LimitScope> scope(LimitScope scope, String words) {
        return Rule.of(scope, Set.of(), words);
    }
}
