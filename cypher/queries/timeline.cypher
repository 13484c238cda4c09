// purpose: What an actor does and meets with, dated claims only, oldest first
// parameter: actor (actor) — whose timeline, example: mali_junta
// columns: since, until, source, type, target, modality, outlet, claim_id
// example: graphmali query timeline -p actor mali_junta
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor)
WHERE c.start IS NOT NULL AND (s.id = $actor OR t.id = $actor)
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN c.start AS since, c.end AS until, s.name AS source, c.type AS type, t.name AS target,
       c.modality AS modality, d.publisher AS outlet, c.id AS claim_id
ORDER BY since, claim_id
