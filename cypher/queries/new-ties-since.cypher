// purpose: ties that begin in a given year or later
// parameter: year (int) example: 2020 — the first year that counts
// columns: first, source, tie, target, polarity, origins, id
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.polarity IS NOT NULL AND r.first >= toString($year)
RETURN r.first AS first, a.name AS source, type(r) AS tie, b.name AS target, r.polarity AS polarity,
       r.origins AS origins, r.id AS id
ORDER BY first, id
