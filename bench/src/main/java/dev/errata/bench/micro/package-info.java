/** What single steps cost, measured by JMH. */
@NullMarked
package dev.errata.bench.micro;

import org.jspecify.annotations.NullMarked;
