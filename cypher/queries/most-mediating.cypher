// purpose: who mediates most: between how many parties, told by how many origins
// columns: actor, parties, origins, id
MATCH (a:Actor)-[r:MEDIATES]->(party:Actor)
RETURN a.name AS actor, count(DISTINCT party) AS parties, sum(r.origins) AS origins, a.id AS id
ORDER BY parties DESC, origins DESC, id
