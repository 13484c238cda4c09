// purpose: ties that some claims tell and others deny
// columns: source, tie, target, asserted, alleged, denied, origins, id
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.denied > 0
RETURN a.name AS source, type(r) AS tie, b.name AS target, r.asserted AS asserted, r.alleged AS alleged,
       r.denied AS denied, r.origins AS origins, r.id AS id
ORDER BY denied DESC, id
