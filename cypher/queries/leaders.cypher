// purpose: Who leads or governs what
// columns: leader_id, leader, type, led_id, led, origins, since, until
// example: graphmali query leaders
MATCH (a:Actor)-[t:LEADS|GOVERNS]->(b:Actor)
RETURN a.id AS leader_id, a.name AS leader, type(t) AS type, b.id AS led_id, b.name AS led, t.origins AS origins,
       t.first AS since, t.last AS until
ORDER BY led_id, type, leader_id
