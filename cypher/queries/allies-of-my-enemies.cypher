// purpose: the allies of an actor's enemies: who cooperates with those that it clashes with
// parameter: actor (actor) example: mali_junta — the one whose enemies are meant
// columns: enemy, ally, hostile_ties, friendly_ties, enemy_id, ally_id
MATCH (me:Actor {id: $actor})-[h]-(enemy:Actor)
WHERE h.polarity < 0
WITH enemy, count(DISTINCT h) AS hostile_ties
MATCH (enemy)-[f]-(ally:Actor)
WHERE f.polarity > 0 AND ally.id <> $actor
WITH enemy, ally, hostile_ties, count(DISTINCT f) AS friendly_ties
RETURN enemy.name AS enemy, ally.name AS ally, hostile_ties, friendly_ties, enemy.id AS enemy_id,
       ally.id AS ally_id
ORDER BY hostile_ties DESC, friendly_ties DESC, enemy_id, ally_id
