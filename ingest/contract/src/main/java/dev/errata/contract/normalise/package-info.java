/**
 * Makes one error of what any provider or gateway answered. A provider is an entry of {@link
 * dev.errata.contract.normalise.ProviderErrors#ALL}; what an error means stands in tables, too. No I/O, never throws,
 * never invents: what the answer does not say is null.
 */
@NullMarked
package dev.errata.contract.normalise;

import org.jspecify.annotations.NullMarked;
