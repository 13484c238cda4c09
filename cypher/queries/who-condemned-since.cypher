// purpose: Who condemned or accused an actor since a date, oldest first
// parameter: actor (actor) — who is condemned, example: mali_junta
// parameter: since (date) — the earliest date of the condemnation or else of the text, example: 2020
// columns: date, source_id, source, type, modality, evidence, outlet, claim_id
// example: graphmali query who-condemned-since -p actor mali_junta -p since 2020
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor)
WHERE t.id = $actor
MATCH (c)-[:STATED_IN]->(d:Document)
WITH s, c, d, coalesce(c.start, d.published) AS date
WHERE date >= $since AND c.type IN ['CONDEMNS', 'ACCUSES'] AND c.modality IN ['asserted', 'alleged']
RETURN date AS date, s.id AS source_id, s.name AS source, c.type AS type, c.modality AS modality,
       c.evidence AS evidence, d.publisher AS outlet, c.id AS claim_id
ORDER BY date, claim_id
