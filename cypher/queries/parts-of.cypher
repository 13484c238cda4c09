// purpose: What belongs to an actor, and who governs it
// parameter: actor (actor) — the whole, example: mali
// columns: actor_id, actor, kind, relation
// example: graphmali query parts-of -p actor mali
MATCH (a:Actor)-[r:PART_OF|GOVERNS]->(w:Actor {id: $actor})
RETURN a.id AS actor_id, a.name AS actor, a.kind AS kind, type(r) AS relation
ORDER BY relation, actor_id
