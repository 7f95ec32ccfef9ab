package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who made the call.
 *
 * @param project the tenant; the gateway sets it, a body's own claim is never trusted
 * @param app the application, service or job
 * @param appVersion its release
 * @param env its environment, such as {@code prod}
 * @param region where it runs
 */
public record Caller(
        @Nullable String project,
        @Nullable String app,
        @Nullable String appVersion,
        @Nullable String env,
        @Nullable String region) {

    /** The project of records that name none. */
    public static final String DEFAULT_PROJECT = "default";

    /** The project, {@link #DEFAULT_PROJECT} where none is named. */
    public String projectOrDefault() {
        return project == null ? DEFAULT_PROJECT : project;
    }

    Caller withProject(String newProject) {
        return new Caller(newProject, app, appVersion, env, region);
    }
}
