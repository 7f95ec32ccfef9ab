/** The settings, each said once, and the checked record that they become. */
@NullMarked
package dev.errata.app.config;

import org.jspecify.annotations.NullMarked;
