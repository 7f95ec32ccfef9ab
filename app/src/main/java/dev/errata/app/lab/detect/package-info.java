/** Detection on recorded files, for scoring it from outside: formats in, alarms out. */
@NullMarked
package dev.errata.app.lab.detect;

import org.jspecify.annotations.NullMarked;
