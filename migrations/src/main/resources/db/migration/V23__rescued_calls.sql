-- The calls of some time that succeeded after failures. There are few of them, and none was found by its time.
CREATE INDEX call_outcome_of_calls ON call_outcome (project, time) WHERE task_id IS NULL AND outcome = 'succeeded';
