// purpose: a shortest chain of ties from one actor to another, step by step
// parameter: from (actor) example: france — where the chain starts
// parameter: to (actor) example: russia — where it ends
// columns: step, source, tie, target, polarity, origins, id
MATCH (a:Actor {id: $from})
MATCH (b:Actor {id: $to})
MATCH p = allShortestPaths((a)-[:SUPPORTS|ALLIED_WITH|AGREES_WITH|COOPERATES_WITH|EXERCISES_WITH|SHARES_INTELLIGENCE_WITH|AIDS|SUPPLIES_ARMS_TO|TRAINS|
        ASSISTS_MILITARILY|YIELDS_TO|RELEASES|MEETS|MEDIATES|
        DEMANDS|CONDEMNS|ACCUSES|REJECTS|THREATENS|PROTESTS_AGAINST|SANCTIONS|
        BREAKS_WITH|EXPELS|MOBILISES_AGAINST|ARRESTS|REPRESSES|OVERTHROWS|ATTACKS|FIGHTS|MEMBER_OF|LEADS*..8]-(b))
WITH [n IN nodes(p) | n.id] AS chain, reduce(text = '', n IN nodes(p) | text + n.id + ' ') AS text
WITH chain, text ORDER BY text LIMIT 1
UNWIND range(1, size(chain) - 1) AS step
MATCH (x:Actor {id: chain[step - 1]})-[r]-(y:Actor {id: chain[step]})
WHERE r.polarity IS NOT NULL
RETURN step, startNode(r).name AS source, type(r) AS tie, endNode(r).name AS target, r.polarity AS polarity,
       r.origins AS origins, r.id AS id
ORDER BY step, origins DESC, id
