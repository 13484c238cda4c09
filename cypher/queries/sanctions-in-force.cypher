// purpose: Sanctions that no text tells to be over
// columns: source_id, source, target_id, target, since, origins
// example: graphmali query sanctions-in-force
MATCH (a:Actor)-[t:SANCTIONS]->(b:Actor)
WHERE NOT EXISTS {
  MATCH (a)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b)
  WHERE c.type = 'SANCTIONS' AND c.end <> 'open' AND c.modality IN ['asserted', 'alleged']
}
OPTIONAL MATCH (a)-[lifted:YIELDS_TO]->(b)
WHERE t.first IS NULL OR lifted.first IS NULL OR lifted.first >= t.first
WITH a, b, t, count(lifted) AS liftings
WHERE liftings = 0
RETURN a.id AS source_id, a.name AS source, b.id AS target_id, b.name AS target, t.first AS since,
       t.origins AS origins
ORDER BY origins DESC, source_id, target_id
