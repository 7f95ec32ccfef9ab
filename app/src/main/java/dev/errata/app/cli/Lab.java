package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata lab}: tools that measure Errata's own reading of errors. For its developers, so not in the help. */
@Command(name = "lab", hidden = true, description = "Measure how Errata reads errors.")
final class Lab {}
