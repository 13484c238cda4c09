// purpose: actors of whom things are alleged and nothing is asserted
// columns: actor, kind, alleged, id
MATCH (a:Actor)<-[:SOURCE|TARGET]-(c:Claim)
WITH a, count(DISTINCT CASE WHEN c.modality = 'alleged' THEN c.id END) AS alleged,
     count(DISTINCT CASE WHEN c.modality = 'asserted' THEN c.id END) AS asserted
WHERE alleged > 0 AND asserted = 0
RETURN a.name AS actor, a.kind AS kind, alleged, a.id AS id
ORDER BY alleged DESC, id
