// purpose: All that is claimed between two actors, in both directions, oldest first
// parameter: one (actor) — an actor, example: mali_junta
// parameter: other (actor) — another, example: ecowas
// columns: date, source, type, target, polarity, modality, outlet, evidence, claim_id
// example: graphmali query between-two -p one mali_junta -p other ecowas
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor)
WHERE (s.id = $one AND t.id = $other) OR (s.id = $other AND t.id = $one)
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN coalesce(c.start, d.published, '') AS date, s.name AS source, c.type AS type, t.name AS target,
       c.polarity AS polarity, c.modality AS modality, d.publisher AS outlet, c.evidence AS evidence, c.id AS claim_id
ORDER BY date, claim_id
