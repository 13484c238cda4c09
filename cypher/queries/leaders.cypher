// purpose: who leads or governs what
// columns: leader, tie, led, origins, first, last, leader_id, led_id
MATCH (a:Actor)-[r:LEADS|GOVERNS]->(b:Actor)
RETURN a.name AS leader, type(r) AS tie, b.name AS led, r.origins AS origins, r.first AS first, r.last AS last,
       a.id AS leader_id, b.id AS led_id
ORDER BY led_id, tie, leader_id
