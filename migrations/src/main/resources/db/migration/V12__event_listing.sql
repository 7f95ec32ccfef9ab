-- The failures of a project, newest first, a page at a time. Entries come nearly in order, so that they cost writers little;
-- the id makes the order a total one, so that a page begins exactly where the one before ended.
CREATE INDEX event_by_project_time ON event (project, time, event_id);
