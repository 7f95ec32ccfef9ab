package dev.errata.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the documentation says the roles need. */
final class AclTable {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\w+) \\| ([A-Z_]+) \\| (\\S+) \\| (PREFIXED|LITERAL) \\| ([A-Z_, ]+) \\|$");

    private AclTable() {}

    /** Those rights and no others. */
    static List<AclBinding> read() throws IOException {
        var text = Files.readString(Path.of("../docs/operations.md"));
        return ROW.matcher(text).results().flatMap(AclTable::bindings).toList();
    }

    private static Stream<AclBinding> bindings(MatchResult row) {
        var resource = new ResourcePattern(
                ResourceType.fromString(row.group(2)), row.group(3), PatternType.valueOf(row.group(4)));
        return Arrays.stream(row.group(5).split(", ", -1))
                .map(operation -> new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + row.group(1),
                                "*",
                                AclOperation.fromString(operation),
                                AclPermissionType.ALLOW)));
    }
}
