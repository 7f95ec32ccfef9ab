/** Traffic of our own making, for a first look: a pure generator and the thread that plays it. */
@NullMarked
package dev.errata.app.demo;

import org.jspecify.annotations.NullMarked;
