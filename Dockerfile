# Errata's roles: gateway, analytics, api, and the commands. For `errata up`, with servers of its own, use the launcher instead.
#   docker build -t errata:0.1.0 .
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -Pfast,dist -DskipTests package \
    && rm app/target/dist/lib/embedded-postgres-binaries-*.jar
RUN jlink --add-modules java.se,jdk.unsupported,jdk.management,jdk.jfr,jdk.zipfs,jdk.net,jdk.naming.dns,jdk.crypto.ec \
    --strip-debug --no-man-pages --no-header-files --compress zip-6 --output /java

FROM debian:13.1-slim
RUN useradd --uid 10001 --user-group --home-dir /var/lib/errata --create-home --shell /usr/sbin/nologin errata \
    && install --directory --owner errata --group errata --mode 0755 /var/lib/errata-tokens
COPY --from=build /java /opt/java
COPY --from=build /src/app/target/dist/lib /opt/errata/lib
COPY --chmod=0755 docker/errata docker/errata-ready docker/errata-token /usr/local/bin/
ENV PATH=/opt/java/bin:$PATH ERRATA_DATA=/var/lib/errata
USER 10001:10001
WORKDIR /var/lib/errata
# Each container's own: analytics keeps nothing there that it could not do without, and no two may share it.
VOLUME /var/lib/errata
EXPOSE 8080 8081
ENTRYPOINT ["errata"]
CMD ["--help"]
