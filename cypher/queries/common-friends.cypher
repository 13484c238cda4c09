// purpose: the common friends of two actors: who has cooperative ties with both
// parameter: a (actor) example: mali_junta — one of the two
// parameter: b (actor) example: burkina_faso — the other
// columns: friend, ties_with_a, ties_with_b, id
MATCH (a:Actor {id: $a})-[r]-(friend:Actor)
WHERE r.polarity > 0 AND friend.id <> $b
WITH friend, count(DISTINCT r) AS ties_with_a
MATCH (friend)-[s]-(b:Actor {id: $b})
WHERE s.polarity > 0 AND friend.id <> $a
WITH friend, ties_with_a, count(DISTINCT s) AS ties_with_b
RETURN friend.name AS friend, ties_with_a, ties_with_b, friend.id AS id
ORDER BY ties_with_a + ties_with_b DESC, id
