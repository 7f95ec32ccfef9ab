/** Takes secrets out of text before it is published or stored: hand-written scanners, each linear in the text. */
@NullMarked
package dev.errata.contract.redact;

import org.jspecify.annotations.NullMarked;
