// purpose: Ties that hang on one origin, the least certain first
// columns: confidence, source_id, source, type, target_id, target, claims, tie_id
// example: graphmali query thinly-sourced
MATCH (s:Actor)-[t]->(o:Actor)
WHERE t.origins = 1
RETURN t.confidence AS confidence, s.id AS source_id, s.name AS source, type(t) AS type, o.id AS target_id,
       o.name AS target, t.claims AS claims, t.id AS tie_id
ORDER BY confidence, tie_id
