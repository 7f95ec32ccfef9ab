package dev.errata.http;

import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;

/** Lets {@code ctx.json} write with Jackson 3. Only writes: what comes in is for strict parsers, not for this class. */
final class JacksonTrees implements JsonMapper {
    private final tools.jackson.databind.json.JsonMapper mapper =
            tools.jackson.databind.json.JsonMapper.builder().build();

    @Override
    public String toJsonString(Object value, Type type) {
        return mapper.writeValueAsString(value);
    }
}
