package dev.errata.contract.redact;

import java.util.List;

/**
 * One kind of secret.
 *
 * @param name what stands in its place: {@code [redacted:name]}
 * @param second the second character of its prefix, so that most rules need not be asked
 */
record RedactionRule(String name, Shape shape, char second) {
    private static final char ANY = '\uFFFF';
    private static final String API_KEY = "api_key";

    /** Every rule, in the order in which they are asked where two could begin at the same character. */
    static final List<RedactionRule> STANDARD = List.of(
            new RedactionRule("private_key", new PrivateKey()),
            new RedactionRule("jwt", new Jwt()),
            apiKey("sk-ant-", CharClass.WORD, 6),
            apiKey("sk-proj-", CharClass.WORD, 6),
            apiKey("sk-or-", CharClass.WORD, 6),
            new RedactionRule(API_KEY, new VagueKey(new PrefixedKey("sk-", CharClass.WORD, 10))),
            apiKey("sk_live_", CharClass.ALNUM, 10),
            apiKey("sk_test_", CharClass.ALNUM, 10),
            apiKey("rk_live_", CharClass.ALNUM, 10),
            apiKey("AIza", CharClass.WORD, 24),
            apiKey("ya29.", CharClass.WORD, 16),
            apiKey("GOCSPX-", CharClass.WORD, 16),
            apiKey("AKIA", CharClass.ALNUM, 12),
            apiKey("ASIA", CharClass.ALNUM, 12),
            apiKey("LTAI", CharClass.ALNUM, 12),
            apiKey("ghp_", CharClass.ALNUM, 16),
            apiKey("gho_", CharClass.ALNUM, 16),
            apiKey("ghu_", CharClass.ALNUM, 16),
            apiKey("ghs_", CharClass.ALNUM, 16),
            apiKey("ghr_", CharClass.ALNUM, 16),
            apiKey("github_pat_", CharClass.WORD, 16),
            apiKey("glpat-", CharClass.WORD, 16),
            apiKey("xoxb-", CharClass.WORD, 10),
            apiKey("xoxp-", CharClass.WORD, 10),
            apiKey("xoxa-", CharClass.WORD, 10),
            apiKey("xoxr-", CharClass.WORD, 10),
            apiKey("xoxs-", CharClass.WORD, 10),
            apiKey("xoxe-", CharClass.WORD, 10),
            apiKey("xoxc-", CharClass.WORD, 10),
            apiKey("xoxd-", CharClass.WORD, 10),
            apiKey("xapp-", CharClass.WORD, 10),
            apiKey("hf_", CharClass.ALNUM, 16),
            apiKey("gsk_", CharClass.ALNUM, 16),
            apiKey("xai-", CharClass.ALNUM, 16),
            apiKey("r8_", CharClass.ALNUM, 16),
            apiKey("pplx-", CharClass.ALNUM, 16),
            apiKey("nvapi-", CharClass.WORD, 16),
            apiKey("csk-", CharClass.ALNUM, 16),
            apiKey("tgp_v1_", CharClass.WORD, 16),
            apiKey("npm_", CharClass.ALNUM, 24),
            apiKey("errata_", CharClass.WORD, 60),
            new RedactionRule(API_KEY, new AwsKey()),
            new RedactionRule("url_user", new UrlUser()),
            new RedactionRule("credential", new NamedSecret()),
            new RedactionRule("credential", new Credential("bearer")),
            new RedactionRule("credential", new Credential("basic")),
            new RedactionRule("email", new EmailAddress()),
            new RedactionRule("card", new CardNumber()));

    /** Only on request: addresses often help more than they tell. */
    static final RedactionRule IP = new RedactionRule("ip", new IpAddress());

    RedactionRule(String name, Shape shape) {
        this(name, shape, shape.prefix().length() < 2 ? ANY : shape.prefix().charAt(1));
    }

    /** Whether its secret may go on with this second character. */
    boolean goesOnWith(char second) {
        return second == this.second || this.second == ANY;
    }

    String replacement() {
        return Redactor.OPENING + name + ']';
    }

    private static RedactionRule apiKey(String prefix, CharClass chars, int min) {
        return new RedactionRule(API_KEY, new PrefixedKey(prefix, chars, min));
    }
}
