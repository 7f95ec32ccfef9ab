/** What the tests of the hooks talk to: a provider on this machine, and a recorder that keeps everything. */
@NullMarked
package dev.errata.emitter.fake;

import org.jspecify.annotations.NullMarked;
