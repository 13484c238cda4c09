// purpose: Which actors each outlet writes about, and how much
// columns: outlet, actor_id, actor, claims, documents
// example: graphmali query actors-by-outlet
MATCH (o:Outlet)<-[:PUBLISHED_BY]-(d:Document)<-[:STATED_IN]-(c:Claim)-[:SOURCE|TARGET]->(a:Actor)
RETURN o.name AS outlet, a.id AS actor_id, a.name AS actor, count(DISTINCT c) AS claims, count(DISTINCT d) AS documents
ORDER BY outlet, claims DESC, actor_id
