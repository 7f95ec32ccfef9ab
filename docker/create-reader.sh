#!/bin/bash
# Run by the image of Postgres when it makes its database: the role that Grafana logs in as. What it may read, a migration says.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$(cat /run/secrets/reader_password)" <<'SQL'
CREATE ROLE errata_reader LOGIN CONNECTION LIMIT 20 PASSWORD :'password';
SQL
