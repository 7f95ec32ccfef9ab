package dev.errata.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.fingerprint.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code errata lab group}. */
@Command(
        name = "group",
        description = {
            "Group messages by fingerprint: reads CSV with the columns LineId and Content, among others,",
            "prints CSV with the columns LineId and group."
        })
final class LabGroup implements Callable<Integer> {
    private static final String ID = "LineId";
    private static final String MESSAGE = "Content";

    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    LabGroup(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        var rows = Csv.read(new InputStreamReader(in, UTF_8));
        var header = rows.isEmpty() ? List.<String>of() : rows.getFirst();
        var id = column(header, ID);
        var message = column(header, MESSAGE);
        var out = spec.commandLine().getOut();
        print(out, List.of(ID, "group"));
        for (var row : rows.subList(1, rows.size())) {
            print(out, List.of(cell(row, id), Fingerprint.of(null, null, null, cell(row, message))));
        }
        out.flush();
        return ExitCode.FINE.code();
    }

    private int column(List<String> header, String name) {
        var index = header.indexOf(name);
        if (index < 0) {
            throw new ParameterException(spec.commandLine(), "the first line must name a column " + name);
        }
        return index;
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    private static void print(PrintWriter out, List<String> row) {
        out.println(Csv.line(row));
    }
}
