-- Questions that the tables answer in one line, such as
--   SELECT title FROM overview WHERE countries LIKE '%NO%';
--   SELECT partnership FROM dated WHERE collection = 'acts' AND kind = 'prolonged'
--     AND earliest <= '2007-12-31' AND latest >= '2007-01-01';

-- Every concept with itself and each wider one: what is filed under music is filed under culture.
CREATE VIEW field_within AS
WITH RECURSIVE up (field, within) AS (
  SELECT id, id FROM fields
  UNION SELECT up.field, fields.broader FROM up JOIN fields ON fields.id = up.within
  WHERE fields.broader IS NOT NULL
)
SELECT field, within FROM up;

-- Every place and body with itself and each that it lies in or belongs to.
CREATE VIEW agent_within AS
WITH RECURSIVE
agents (id, part_of) AS (
  SELECT id, part_of FROM places UNION ALL SELECT id, part_of FROM organisations
),
up (agent, within) AS (
  SELECT id, id FROM agents
  UNION SELECT up.agent, agents.part_of FROM up JOIN agents ON agents.id = up.within
  WHERE agents.part_of IS NOT NULL
)
SELECT agent, within FROM up;

-- One row a partnership: with whom, in which countries, since when, in which fields.
CREATE VIEW overview AS
SELECT
  p.id AS partnership, p.title, p.holder, p.kind,
  (SELECT group_concat(title, '; ') FROM (
    SELECT r.title FROM partnerships_counterparts c JOIN records r ON r.id = c.record
    WHERE c.partnership = p.id ORDER BY c.position
  )) AS counterparts,
  (SELECT group_concat(country, '; ') FROM (
    SELECT t.country FROM ties t WHERE t.partnership = p.id AND t.country IS NOT NULL
    UNION
    SELECT o.country FROM ties t JOIN organisations_countries o ON o.organisation = t.counterpart
    WHERE t.partnership = p.id ORDER BY 1
  )) AS countries,
  p.began,
  (SELECT group_concat(said, '; ') FROM (
    SELECT f.title || CASE c.stage WHEN 'actual' THEN '' ELSE ' (' || c.stage || ')' END AS said
    FROM cooperation c JOIN fields f ON f.id = c.field WHERE c.partnership = p.id ORDER BY c.rowid
  )) AS fields,
  p.summary
FROM partnerships p;

-- How many partnerships each country has: one with two counterparts there counts once.
CREATE VIEW partnerships_by_country AS
SELECT f.country, c.title AS country_name, count(*) AS partnerships
FROM (
  SELECT partnership, country FROM ties WHERE country IS NOT NULL
  UNION
  SELECT t.partnership, o.country
  FROM ties t JOIN organisations_countries o ON o.organisation = t.counterpart
) f JOIN countries c ON c.id = f.country
GROUP BY f.country, c.title ORDER BY partnerships DESC, f.country;

-- What has a date: acts, activities, projects and memberships. Undated ones have none here either.
CREATE VIEW dated AS
SELECT 'acts' AS collection, id, partnership, holder, kind, title, date,
  earliest, latest FROM acts
UNION ALL
SELECT 'activities', id, partnership, holder, kind, title, date, earliest, latest
FROM activities
UNION ALL
SELECT 'projects', id, partnership, holder, NULL, title, date, earliest, latest
FROM projects
UNION ALL
SELECT 'memberships', id, partnership, holder, NULL, title, date, earliest, latest
FROM memberships;

-- Cooperation, activities and projects by field, wider concepts included.
CREATE VIEW about_field AS
SELECT w.within AS field, 'cooperation' AS collection, c.id, c.partnership, c.stage, c.title
FROM cooperation c JOIN field_within w ON w.field = c.field
UNION
SELECT w.within, 'activities', a.id, a.partnership, NULL, a.title
FROM activities a JOIN activities_fields f ON f.activity = a.id
JOIN field_within w ON w.field = f.field
UNION
SELECT w.within, 'projects', p.id, p.partnership, NULL, p.title
FROM projects p JOIN projects_fields f ON f.project = p.id
JOIN field_within w ON w.field = f.field;

-- Who did what: one row a role, with what it was part of. A named group has who, and no agent.
CREATE VIEW who_did_what AS
SELECT
  r.within AS id, w.collection, w.title, r.kind, r.agent, r.who, r.capacity,
  coalesce(o.kind, p.kind) AS agent_kind, r.date, r.partnership
FROM roles r LEFT JOIN records w ON w.id = r.within
LEFT JOIN organisations o ON o.id = r.agent LEFT JOIN places p ON p.id = r.agent;

-- Who was involved in what: agents with a role, and those that a group with one belongs to.
CREATE VIEW involved AS
SELECT i.id, w.collection, w.title, i.agent, a.title AS agent_name, i.kind
FROM (
  SELECT within AS id, agent, kind FROM roles WHERE agent IS NOT NULL
  UNION SELECT r.within, g.record, r.kind FROM roles r JOIN roles_group_of g ON g.role = r.id
) i JOIN records a ON a.id = i.agent LEFT JOIN records w ON w.id = i.id;

-- Whose money it was: the funders of activities and projects, their programme, and what these
-- belong to.
CREATE VIEW funded AS
SELECT DISTINCT f.id, f.collection, f.title, a.within AS funder, r.title AS funder_name
FROM (
  SELECT id, collection, title, agent FROM who_did_what
  WHERE kind = 'financed' AND agent IS NOT NULL AND collection IN ('activities', 'projects')
  UNION SELECT id, 'activities', title, programme FROM activities WHERE programme IS NOT NULL
  UNION SELECT id, 'projects', title, programme FROM projects WHERE programme IS NOT NULL
) f JOIN agent_within a ON a.agent = f.agent JOIN records r ON r.id = a.within;

-- Where an activity or project was, and every place that this lies in.
CREATE VIEW happened_at AS
SELECT DISTINCT at.id, at.collection, at.title, w.within AS place, p.title AS place_name
FROM (
  SELECT a.id, 'activities' AS collection, a.title, l.place
  FROM activities a JOIN activities_places l ON l.activity = a.id
  UNION ALL
  SELECT p.id, 'projects', p.title, l.place FROM projects p JOIN projects_places l ON l.project = p.id
) at JOIN agent_within w ON w.agent = at.place JOIN places p ON p.id = w.within;

-- Members and offices, with the countries of the member.
CREATE VIEW members AS
SELECT
  m.organisation, g.title AS organisation_name, m.member, r.title AS member_name,
  coalesce(p.country, (
    SELECT group_concat(country, '; ') FROM (
      SELECT country FROM organisations_countries c
      WHERE c.organisation = m.member ORDER BY c.position
    )
  )) AS countries,
  m.office, m.date, m.partnership
FROM memberships m JOIN organisations g ON g.id = m.organisation JOIN records r ON r.id = m.member
LEFT JOIN places p ON p.id = m.member;

-- Every reading of every disagreement, with the paragraphs that say so.
CREATE VIEW disagreements AS
SELECT
  c.id AS conflict, c.kind, c.title, r.position AS reading, r.text,
  (SELECT group_concat(paragraph, '; ') FROM (
    SELECT paragraph FROM conflicts_readings_cites s
    WHERE s.conflict = c.id AND s.reading = r.position ORDER BY s.position
  )) AS cites,
  c.stance, c.reason
FROM conflicts c JOIN conflicts_readings r ON r.conflict = c.id;

-- Towns that a source names and that are no partner, with the reason.
CREATE VIEW not_partners AS
SELECT s.subject, r.title, s.text, s.holder
FROM statements s LEFT JOIN records r ON r.id = s.subject WHERE s.topic = 'not_a_partner';

-- What rests on which paragraph.
CREATE VIEW cited AS
SELECT c.record, r.collection, r.title, p.id AS paragraph, p.page, p.heading, p.number, p.gist, p.url
FROM citations c JOIN records r ON r.id = c.record
JOIN paragraphs p ON p.source = c.source AND p.section = c.section AND p.number = c.paragraph;

-- Of each section: how many paragraphs, how many cited, how many waived.
CREATE VIEW coverage AS
SELECT
  p.source, p.section, count(*) AS paragraphs,
  sum(EXISTS (
    SELECT 1 FROM citations c
    WHERE c.source = p.source AND c.section = p.section AND c.paragraph = p.number
  )) AS cited,
  sum(p.no_data IS NOT NULL) AS waived
FROM paragraphs p GROUP BY p.source, p.section ORDER BY min(p.rowid);
