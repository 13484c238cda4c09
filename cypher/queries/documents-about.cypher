// purpose: The documents that tell of an actor, richest first
// parameter: actor (actor) — of whom they tell, example: russia
// columns: document_id, title, outlet, published, claims, copy_of
// example: graphmali query documents-about -p actor russia
MATCH (a:Actor {id: $actor})<-[:SOURCE|TARGET]-(c:Claim)-[:STATED_IN]->(d:Document)
WITH d, count(DISTINCT c) AS claims
OPTIONAL MATCH (d)-[:COPY_OF]->(original:Document)
RETURN d.id AS document_id, d.title AS title, d.publisher AS outlet, d.published AS published, claims AS claims,
       original.id AS copy_of
ORDER BY claims DESC, document_id
