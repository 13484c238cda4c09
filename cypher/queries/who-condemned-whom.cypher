// purpose: Who condemned whom since a date, as the texts tell it, newest first
// parameter: since (date) — the earliest date of the condemnation or else of the text, example: 2020
// columns: date, source_id, source, target_id, target, modality, evidence, outlet, claim_id
// example: graphmali query who-condemned-whom -p since 2020
MATCH (s:Actor)<-[:SOURCE]-(c:Claim {type: 'CONDEMNS'})-[:TARGET]->(t:Actor)
MATCH (c)-[:STATED_IN]->(d:Document)
WITH s, t, c, d, coalesce(c.start, d.published) AS date
WHERE date >= $since
RETURN date AS date, s.id AS source_id, s.name AS source, t.id AS target_id, t.name AS target,
       c.modality AS modality, c.evidence AS evidence, d.publisher AS outlet, c.id AS claim_id
ORDER BY date DESC, claim_id
