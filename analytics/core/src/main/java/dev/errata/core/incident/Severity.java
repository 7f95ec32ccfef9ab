package dev.errata.core.incident;

/** How bad an incident is, the worst first. */
public enum Severity {
    /** Much of what is called fails, or most of it. */
    CRITICAL,
    /** Some of it fails. */
    WARNING,
    /** Worth a look in the daytime. */
    INFO
}
