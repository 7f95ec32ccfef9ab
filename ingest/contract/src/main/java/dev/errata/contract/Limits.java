package dev.errata.contract;

/** What a record may hold. Longer text is cut and named in {@link ErrorEvent#altered()}; the rest is refused. */
public final class Limits {
    /** Short text that says who, whom and what: app, model, code and the like; in characters. */
    public static final int LABEL_CHARS = 200;

    /** Any of the {@link Ids}, in characters. */
    public static final int ID_CHARS = 200;

    /** {@link Failure#message()}, in characters. */
    public static final int MESSAGE_CHARS = 65_536;

    /** {@link ErrorEvent#rawBody()}, in bytes of UTF-8. */
    public static final int RAW_BODY_BYTES = 4_096;

    /** Pairs in {@link ErrorEvent#attributes()}. */
    public static final int ATTRIBUTES = 32;

    /** Keys and values of {@link ErrorEvent#attributes()} together, in bytes of UTF-8. */
    public static final int ATTRIBUTE_BYTES = 8_192;

    /** One record as JSON, in bytes. */
    public static final int RECORD_BYTES = 512 * 1024;

    private Limits() {}
}
