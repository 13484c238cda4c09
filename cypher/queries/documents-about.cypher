// purpose: the documents that tell of an actor, richest first
// parameter: actor (actor) example: russia — the one that is told of
// columns: title, outlet, published, claims, copy_of, id
MATCH (a:Actor {id: $actor})<-[:SOURCE|TARGET]-(c:Claim)-[:STATED_IN]->(d:Document)
WITH d, count(DISTINCT c) AS claims
OPTIONAL MATCH (d)-[:COPY_OF]->(original:Document)
RETURN d.title AS title, d.publisher AS outlet, d.published AS published, claims, original.title AS copy_of,
       d.id AS id
ORDER BY claims DESC, id
