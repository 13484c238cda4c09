// purpose: who attacks, fights or tries to overthrow an actor
// parameter: actor (actor) example: mali_junta — the one that is attacked
// columns: actor, tie, origins, alleged, denied, first, last, id
MATCH (attacked:Actor {id: $actor})-[r:ATTACKS|FIGHTS|OVERTHROWS|MOBILISES_AGAINST]-(attacker:Actor)
WHERE endNode(r).id = $actor OR type(r) = 'FIGHTS'
RETURN attacker.name AS actor, type(r) AS tie, r.origins AS origins, r.alleged AS alleged, r.denied AS denied,
       r.first AS first, r.last AS last, attacker.id AS id
ORDER BY origins DESC, id, tie
