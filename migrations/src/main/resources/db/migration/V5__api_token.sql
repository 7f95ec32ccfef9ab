-- Who may send and read. The secret itself is nowhere: it was shown once, to whoever made the token.
CREATE TABLE api_token (
    token_id     text        PRIMARY KEY, -- the public part, as in errata_<id>_<secret>
    secret_hash  bytea       NOT NULL CHECK (octet_length(secret_hash) = 32), -- SHA-256
    project      text        NOT NULL,    -- the only one that it is good for
    scopes       text[]      NOT NULL,
    name         text        NOT NULL,    -- for people
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,             -- written about twice a minute, not with each use
    revoked_at   timestamptz
);
