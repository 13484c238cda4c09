// purpose: what an actor is cited as saying, about whomever
// parameter: actor (actor) example: mali_junta — the one that is cited
// columns: date, source, tie, target, modality, evidence, outlet, id
MATCH (speaker:Actor {id: $actor})<-[:ATTRIBUTED_TO]-(c:Claim)-[:STATED_IN]->(d:Document)
MATCH (a:Actor)<-[:SOURCE]-(c)-[:TARGET]->(b:Actor)
RETURN coalesce(c.start, d.published, '') AS date, a.name AS source, c.type AS tie, b.name AS target,
       c.modality AS modality, c.evidence AS evidence, d.publisher AS outlet, c.id AS id
ORDER BY date, id
