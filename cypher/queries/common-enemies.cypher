// purpose: Who is on bad terms with both of two actors
// parameter: one (actor) — an actor, example: mali_junta
// parameter: other (actor) — another, example: burkina_faso
// columns: actor_id, actor, with_one, with_other
// example: graphmali query common-enemies -p one mali_junta -p other burkina_faso
MATCH (a:Actor)
WHERE a.id = $one
MATCH (a)-[x]-(f:Actor)
WHERE x.polarity = -1
WITH f, type(x) AS type
ORDER BY type
WITH f, collect(DISTINCT type) AS with_one
MATCH (f)-[y]-(b:Actor)
WHERE b.id = $other AND y.polarity = -1
WITH f, with_one, type(y) AS type
ORDER BY type
WITH f, with_one, collect(DISTINCT type) AS with_other
RETURN f.id AS actor_id, f.name AS actor, with_one AS with_one, with_other AS with_other
ORDER BY actor_id
