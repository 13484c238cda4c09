// purpose: Ties that some text tells and another denies
// columns: source_id, source, type, target_id, target, asserted, alleged, denied, tie_id
// example: graphmali query contested-ties
MATCH (s:Actor)-[t]->(o:Actor)
WHERE t.denied > 0
RETURN s.id AS source_id, s.name AS source, type(t) AS type, o.id AS target_id, o.name AS target,
       t.asserted AS asserted, t.alleged AS alleged, t.denied AS denied, t.id AS tie_id
ORDER BY denied DESC, tie_id
