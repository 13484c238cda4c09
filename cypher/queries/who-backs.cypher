// purpose: who backs an actor: every cooperative tie that reaches it, best supported first
// parameter: actor (actor) example: mali_junta — the one that is backed
// columns: actor, tie, origins, alleged, denied, first, last, id
MATCH (backed:Actor {id: $actor})-[r]-(backer:Actor)
WHERE r.polarity > 0
  AND (endNode(r).id = $actor OR type(r) IN
       ['ALLIED_WITH', 'AGREES_WITH', 'COOPERATES_WITH', 'EXERCISES_WITH', 'SHARES_INTELLIGENCE_WITH'])
RETURN backer.name AS actor, type(r) AS tie, r.origins AS origins, r.alleged AS alleged, r.denied AS denied,
       r.first AS first, r.last AS last, backer.id AS id
ORDER BY origins DESC, id, tie
