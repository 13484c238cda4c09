// purpose: whom each outlet writes about, and how much
// columns: outlet, actor, claims, documents, id
MATCH (o:Outlet)<-[:PUBLISHED_BY]-(d:Document)<-[:STATED_IN]-(c:Claim)-[:SOURCE|TARGET]->(a:Actor)
RETURN o.name AS outlet, a.name AS actor, count(DISTINCT c) AS claims, count(DISTINCT d) AS documents, a.id AS id
ORDER BY outlet, claims DESC, id
