// purpose: who condemned or accused whom since a date
// parameter: since (date) example: 2020 — the first day, month or year that counts
// columns: source, tie, target, claims, documents, first, last, source_id, target_id
MATCH (a:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b:Actor)
MATCH (c)-[:STATED_IN]->(d:Document)
WHERE c.type IN ['CONDEMNS', 'ACCUSES'] AND c.modality IN ['asserted', 'alleged']
  AND coalesce(c.start, d.published) >= $since
RETURN a.name AS source, c.type AS tie, b.name AS target, count(DISTINCT c) AS claims,
       count(DISTINCT d) AS documents, min(coalesce(c.start, d.published)) AS first,
       max(coalesce(c.start, d.published)) AS last, a.id AS source_id, b.id AS target_id
ORDER BY claims DESC, source_id, target_id, tie
