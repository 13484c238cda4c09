// purpose: The claims that texts put in an actor's mouth
// parameter: actor (actor) — who says so, example: mali_junta
// columns: source, type, target, modality, outlet, published, evidence, claim_id
// example: graphmali query said-by -p actor mali_junta
MATCH (w:Actor {id: $actor})<-[:ATTRIBUTED_TO]-(c:Claim)
MATCH (s:Actor)<-[:SOURCE]-(c)-[:TARGET]->(t:Actor)
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN s.name AS source, c.type AS type, t.name AS target, c.modality AS modality, d.publisher AS outlet,
       d.published AS published, c.evidence AS evidence, c.id AS claim_id
ORDER BY claim_id
