// purpose: Who is on good terms with those that an actor is on bad terms with
// parameter: actor (actor) — whose enemies, example: mali_junta
// columns: ally_id, ally, enemies, ties
// example: graphmali query allies-of-enemies -p actor mali_junta
MATCH (a:Actor {id: $actor})-[bad]-(e:Actor)
WHERE bad.polarity = -1 AND e.id <> $actor
WITH DISTINCT e
MATCH (e)-[good]-(f:Actor)
WHERE good.polarity = 1 AND f.id <> $actor AND f.id <> e.id
WITH f, e, count(good) AS ties
ORDER BY e.id
WITH f, collect(e.name) AS enemies, sum(ties) AS ties
RETURN f.id AS ally_id, f.name AS ally, enemies AS enemies, ties AS ties
ORDER BY ties DESC, ally_id
