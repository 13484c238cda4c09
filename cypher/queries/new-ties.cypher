// purpose: Ties that began in a year or later
// parameter: year (int) — the first year that counts, example: 2020
// columns: since, source_id, source, type, target_id, target, origins, tie_id
// example: graphmali query new-ties -p year 2020
MATCH (s:Actor)-[t]->(o:Actor)
WHERE t.first >= toString($year)
RETURN t.first AS since, s.id AS source_id, s.name AS source, type(t) AS type, o.id AS target_id, o.name AS target,
       t.origins AS origins, t.id AS tie_id
ORDER BY since, tie_id
