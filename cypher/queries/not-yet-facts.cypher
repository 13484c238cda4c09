// purpose: What is planned, possible or recommended, and therefore no tie
// columns: modality, source, type, target, outlet, evidence, claim_id
// example: graphmali query not-yet-facts
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor)
WHERE c.modality IN ['planned', 'possible', 'recommended']
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN c.modality AS modality, s.name AS source, c.type AS type, t.name AS target, d.publisher AS outlet,
       c.evidence AS evidence, c.id AS claim_id
ORDER BY modality, claim_id
