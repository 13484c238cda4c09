// purpose: sanctions that are told and not told to be over
// columns: source, target, since, origins, source_id, target_id
MATCH (a:Actor)-[r:SANCTIONS]->(b:Actor)
OPTIONAL MATCH (a)-[lifted:YIELDS_TO]->(b)
WHERE r.first IS NULL OR lifted.first IS NULL OR lifted.first >= r.first
WITH a, b, r, count(lifted) AS liftings
WHERE liftings = 0 AND (r.last IS NULL OR r.last = 'open')
RETURN a.name AS source, b.name AS target, r.first AS since, r.origins AS origins, a.id AS source_id,
       b.id AS target_id
ORDER BY origins DESC, source_id, target_id
