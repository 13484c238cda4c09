// purpose: Actors of whom nothing is told as fact, only as an allegation
// columns: actor_id, actor, kind, claims
// example: graphmali query only-alleged
MATCH (a:Actor)<-[:SOURCE|TARGET]-(c:Claim)
WITH a, count(DISTINCT c) AS claims, sum(CASE WHEN c.modality = 'alleged' THEN 0 ELSE 1 END) AS others
WHERE others = 0
RETURN a.id AS actor_id, a.name AS actor, a.kind AS kind, claims AS claims
ORDER BY claims DESC, actor_id
