// purpose: Who attacks, fights or tries to overthrow an actor or a part of it, best sourced first
// parameter: actor (actor) — who is attacked, example: mali
// columns: attacker_id, attacker, type, attacked_id, attacked, origins, alleged, denied, since, until, tie_id
// example: graphmali query who-attacks -p actor mali
MATCH (part:Actor)-[:PART_OF|GOVERNS*0..4]->(whole:Actor {id: $actor})
WITH DISTINCT part
MATCH (part)-[t:ATTACKS|FIGHTS|OVERTHROWS|MOBILISES_AGAINST]-(other:Actor)
WHERE endNode(t).id = part.id OR type(t) = 'FIGHTS'
RETURN other.id AS attacker_id, other.name AS attacker, type(t) AS type, part.id AS attacked_id,
       part.name AS attacked, t.origins AS origins, t.alleged AS alleged, t.denied AS denied, t.first AS since,
       t.last AS until, t.id AS tie_id
ORDER BY origins DESC, tie_id, attacked_id
