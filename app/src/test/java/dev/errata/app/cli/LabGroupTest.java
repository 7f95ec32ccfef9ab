package dev.errata.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabGroupTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void group_ofMessages_isTheSameWhereOnlyNumbersDiffer() {
        var code = group("""
                LineId,provider,Content,EventId
                1,a,"No more than 5 tokens, please",x
                "2,b",b,"No more than 17 tokens, please
                ",x
                3,c,"the ""big"" one",y
                """);

        var lines = out.toString().lines().toList();
        assertThat(code).isZero();
        assertThat(lines).hasSize(4).first().isEqualTo("LineId,group");
        assertThat(lines.get(1)).matches("1,[0-9a-f]{16}");
        assertThat(lines.get(2)).isEqualTo("\"2,b\"" + lines.get(1).substring(1));
        assertThat(lines.get(3)).startsWith("3,").doesNotEndWith(lines.get(1).substring(1));
    }

    @Test
    void group_withoutTheColumn_exits2WithOneLine() {
        assertThat(group("LineId,message\n1,x\n")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("the first line must name a column Content");
    }

    @Test
    void csv_ofEveryKindOfLine_isRead() throws Exception {
        var rows = Csv.read(new StringReader("\uFEFFa,b\r\n\r\n\"x\ny\",\"\"\"\"\n,end"));

        assertThat(rows).containsExactly(List.of("a", "b"), List.of("x\ny", "\""), List.of("", "end"));
        assertThat(Csv.line(rows.get(1))).isEqualTo("\"x\ny\",\"\"\"\"");
    }

    private int group(String csv) {
        return new CommandLine(new LabGroup(new ByteArrayInputStream(csv.getBytes(UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute();
    }
}
