// purpose: pairs of actors that both cooperate and clash
// columns: actor, other, cooperative, conflictual, actor_id, other_id
MATCH (a:Actor)-[good]-(b:Actor)
WHERE a.id < b.id AND good.polarity > 0
WITH a, b, count(DISTINCT good) AS cooperative
MATCH (a)-[bad]-(b)
WHERE bad.polarity < 0
WITH a, b, cooperative, count(DISTINCT bad) AS conflictual
RETURN a.name AS actor, b.name AS other, cooperative, conflictual, a.id AS actor_id, b.id AS other_id
ORDER BY cooperative + conflictual DESC, actor_id, other_id
