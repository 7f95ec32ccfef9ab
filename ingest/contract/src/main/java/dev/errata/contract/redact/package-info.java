/**
 * Takes secrets out of text before it is published or stored: hand-written scanners, each linear in the text.
 *
 * <p>Found are secrets that have a shape of their own, and those whose name stands before them in prose, JSON, JSON
 * inside a string, URLs, headers or properties. Not found are secrets encoded once more (base64 of a key), spread over
 * two fields, or introduced by a sentence ({@code the password is x}).
 */
@NullMarked
package dev.errata.contract.redact;

import org.jspecify.annotations.NullMarked;
