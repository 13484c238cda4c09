// purpose: How the telling of a tie went on over time, denials and plans included
// parameter: source (actor) — who acts, example: burkina_faso
// parameter: type (type) — what kind of tie, example: ALLIED_WITH
// parameter: target (actor) — upon whom, example: niger
// columns: date, modality, since, until, attribution, outlet, evidence, claim_id
// example: graphmali query tie-history -p source burkina_faso -p type ALLIED_WITH -p target niger
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(o:Actor)
WHERE c.type = $type AND ((s.id = $source AND o.id = $target)
   OR (s.id = $target AND o.id = $source AND c.type IN ['AGREES_WITH', 'ALLIED_WITH', 'COOPERATES_WITH', 'EXERCISES_WITH', 'FIGHTS', 'MEETS', 'SHARES_INTELLIGENCE_WITH']))
MATCH (c)-[:STATED_IN]->(d:Document)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w:Actor)
RETURN coalesce(c.start, d.published, '') AS date, c.modality AS modality, c.start AS since, c.end AS until,
       w.name AS attribution, d.publisher AS outlet, c.evidence AS evidence, c.id AS claim_id
ORDER BY date, claim_id
