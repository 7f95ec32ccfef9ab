-- What the policy file promises, for readers who see the database only. Written by every process that has read it.
CREATE TABLE objective (
    project text             PRIMARY KEY, -- '' for all that have no row
    slo     double precision NOT NULL     -- per cent of the attempts that must not fail
);

CREATE VIEW reporting.objective AS
SELECT coalesce(nullif(project, ''), '(others)') AS project, slo / 100 AS target_ratio
FROM public.objective;
COMMENT ON VIEW reporting.objective IS 'Which share of a project''s attempts must not fail, as the policy file has it (slo).';
COMMENT ON COLUMN reporting.objective.project IS 'A project with rules of its own; (others): every project without a row';
COMMENT ON COLUMN reporting.objective.target_ratio IS 'From 0 to 1: 0.99 means that one attempt in a hundred may fail';
