// purpose: What is denied, and by whom
// columns: source, type, target, denied_by, outlet, published, evidence, claim_id
// example: graphmali query denials
MATCH (s:Actor)<-[:SOURCE]-(c:Claim {modality: 'denied'})-[:TARGET]->(t:Actor)
MATCH (c)-[:STATED_IN]->(d:Document)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w:Actor)
RETURN s.name AS source, c.type AS type, t.name AS target, w.name AS denied_by, d.publisher AS outlet,
       d.published AS published, c.evidence AS evidence, c.id AS claim_id
ORDER BY claim_id
