// purpose: the history of the ties of two actors, year by year
// parameter: source (actor) example: france — one of the two
// parameter: target (actor) example: mali — the other
// columns: year, source, tie, target, polarity, claims, documents, source_id, target_id
MATCH (a:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b:Actor)
WHERE ((a.id = $source AND b.id = $target) OR (a.id = $target AND b.id = $source))
  AND c.modality IN ['asserted', 'alleged']
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN substring(coalesce(c.start, d.published, '?'), 0, 4) AS year, a.name AS source, c.type AS tie,
       b.name AS target, c.polarity AS polarity, count(DISTINCT c) AS claims, count(DISTINCT d) AS documents,
       a.id AS source_id, b.id AS target_id
ORDER BY year, source_id, tie, target_id
