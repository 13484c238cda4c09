// purpose: The sentences behind a tie, with outlet and date
// parameter: source (actor) — who acts, example: burkina_faso
// parameter: type (type) — what kind of tie, example: ALLIED_WITH
// parameter: target (actor) — upon whom, example: niger
// columns: evidence, modality, outlet, published, title, since, until, confidence, claim_id
// example: graphmali query evidence -p source burkina_faso -p type ALLIED_WITH -p target niger
MATCH (s:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(o:Actor)
WHERE c.type = $type AND ((s.id = $source AND o.id = $target)
   OR (s.id = $target AND o.id = $source AND c.type IN ['AGREES_WITH', 'ALLIED_WITH', 'COOPERATES_WITH', 'EXERCISES_WITH', 'FIGHTS', 'MEETS', 'SHARES_INTELLIGENCE_WITH']))
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN c.evidence AS evidence, c.modality AS modality, d.publisher AS outlet, d.published AS published,
       d.title AS title, c.start AS since, c.end AS until, c.confidence AS confidence, c.id AS claim_id
ORDER BY confidence DESC, claim_id
