// purpose: who condemned or accused an actor since a date, with the words
// parameter: actor (actor) example: mali_junta — the one that is condemned
// parameter: since (date) example: 2020 — the first day, month or year that counts
// columns: date, actor, tie, evidence, outlet, modality, id
MATCH (accuser:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(accused:Actor {id: $actor})
MATCH (c)-[:STATED_IN]->(d:Document)
WHERE c.type IN ['CONDEMNS', 'ACCUSES'] AND c.modality IN ['asserted', 'alleged']
  AND coalesce(c.start, d.published) >= $since
RETURN coalesce(c.start, d.published) AS date, accuser.name AS actor, c.type AS tie, c.evidence AS evidence,
       d.publisher AS outlet, c.modality AS modality, c.id AS id
ORDER BY date, id
