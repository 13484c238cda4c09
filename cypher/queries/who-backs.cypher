// purpose: Who stands behind an actor, best sourced first
// parameter: actor (actor) — who is backed, example: mali_junta
// columns: backer_id, backer, type, origins, claims, since, until
// example: graphmali query who-backs -p actor mali_junta
MATCH (s:Actor)-[t]-(o:Actor {id: $actor})
WHERE t.polarity = 1 AND (endNode(t).id = $actor OR type(t) IN ['AGREES_WITH', 'ALLIED_WITH', 'COOPERATES_WITH', 'EXERCISES_WITH', 'FIGHTS', 'MEETS', 'SHARES_INTELLIGENCE_WITH'])
RETURN s.id AS backer_id, s.name AS backer, type(t) AS type, t.origins AS origins, t.claims AS claims,
       t.first AS since, t.last AS until
ORDER BY origins DESC, claims DESC, backer_id, type
