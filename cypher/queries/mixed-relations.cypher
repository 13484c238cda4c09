// purpose: Pairs of actors with friendly and hostile ties at once
// columns: one_id, one, other_id, other, friendly, hostile
// example: graphmali query mixed-relations
MATCH (a:Actor)-[x]-(b:Actor)
WHERE a.id < b.id AND x.polarity <> 0
WITH a, b, sum(CASE WHEN x.polarity = 1 THEN 1 ELSE 0 END) AS friendly,
     sum(CASE WHEN x.polarity = -1 THEN 1 ELSE 0 END) AS hostile
WHERE friendly > 0 AND hostile > 0
RETURN a.id AS one_id, a.name AS one, b.id AS other_id, b.name AS other, friendly AS friendly, hostile AS hostile
ORDER BY friendly + hostile DESC, one_id, other_id
