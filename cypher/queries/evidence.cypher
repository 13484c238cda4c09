// purpose: the evidence behind the ties of two actors, in either direction: every claim with its words and outlet
// parameter: source (actor) example: russia — one of the two
// parameter: target (actor) example: mali_junta — the other
// columns: source, tie, target, modality, start, end, evidence, outlet, title, published, id
MATCH (a:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b:Actor)
WHERE (a.id = $source AND b.id = $target) OR (a.id = $target AND b.id = $source)
MATCH (c)-[:STATED_IN]->(d:Document)
RETURN a.name AS source, c.type AS tie, b.name AS target, c.modality AS modality, c.start AS start,
       c.end AS end, c.evidence AS evidence, d.publisher AS outlet, d.title AS title,
       d.published AS published, c.id AS id
ORDER BY tie, id
