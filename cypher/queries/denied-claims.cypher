// purpose: what is denied, and who denies it where that is told
// columns: source, tie, target, denied_by, evidence, outlet, id
MATCH (a:Actor)<-[:SOURCE]-(c:Claim {modality: 'denied'})-[:TARGET]->(b:Actor)
MATCH (c)-[:STATED_IN]->(d:Document)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(speaker:Actor)
RETURN a.name AS source, c.type AS tie, b.name AS target, speaker.name AS denied_by, c.evidence AS evidence,
       d.publisher AS outlet, c.id AS id
ORDER BY id
