-- A sum over a month is estimated to be dear enough for compiling it, which takes longer than the sum.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'errata_reader') THEN
        EXECUTE format('ALTER ROLE errata_reader IN DATABASE %I SET jit = off', current_database());
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'The setting of errata_reader was not made: % may not. See docs/operations.md.', current_user;
END
$$;

-- A look-up in forty partitions is estimated to be dear enough for several processes, whose start takes longer than the look-up.
ALTER FUNCTION reporting.find_event(text) SET max_parallel_workers_per_gather = 0;
