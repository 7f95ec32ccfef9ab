package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.node.IssuedToken.About;
import dev.errata.app.node.TokenAdmin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A command on the tokens in the Postgres of this machine. */
abstract class TokenCommand extends TalkingCommand {
    TokenCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public final Integer call() throws Exception {
        var database = AppConfig.tokenDatabase(surroundings().environment(), SettingOptions.given(spec()));
        try (var tokens = TokenAdmin.connect(database)) {
            return run(tokens).code();
        }
    }

    abstract ExitCode run(TokenAdmin tokens) throws Exception;

    final Instant now() {
        return surroundings().clock().instant();
    }

    /** When the command ends, every process knows of it. */
    final void awaitEffect() throws InterruptedException {
        surroundings().pause().sleep(TokenAdmin.EFFECTIVE_AFTER);
    }

    static ObjectNode json(About about) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", about.id()).put("name", about.name()).put("project", about.project());
        about.scopes().forEach(json.putArray("scopes")::add);
        return json.put("created_at", about.created().toString())
                .put("expires_at", text(about.expires()))
                .put("last_used_at", text(about.lastUsed()))
                .put("revoked_at", text(about.revoked()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
