// purpose: Who mediates, between how many
// columns: mediator_id, mediator, parties, claims, origins
// example: graphmali query most-mediating
MATCH (m:Actor)-[t:MEDIATES]->(p:Actor)
WITH m, p, t
ORDER BY p.id
WITH m, collect(p.name) AS parties, sum(t.claims) AS claims, sum(t.origins) AS origins
RETURN m.id AS mediator_id, m.name AS mediator, parties AS parties, claims AS claims, origins AS origins
ORDER BY size(parties) DESC, claims DESC, mediator_id
