// purpose: The shortest chains of ties between two actors
// parameter: one (actor) — where the chain starts, example: mali_junta
// parameter: other (actor) — where it ends, example: united_states
// columns: length, actors, types, chain
// example: graphmali query shortest-chain -p one mali_junta -p other united_states
MATCH (a:Actor)
WHERE a.id = $one
MATCH (b:Actor)
WHERE b.id = $other
MATCH p = allShortestPaths((a)-[:ACCUSES|AGREES_WITH|AIDS|ALLIED_WITH|ARRESTS|ASSISTS_MILITARILY|ATTACKS|BREAKS_WITH|CONDEMNS|COOPERATES_WITH|DEMANDS|EXERCISES_WITH|EXPELS|FIGHTS|LEADS|MEDIATES|MEETS|MEMBER_OF|MOBILISES_AGAINST|OVERTHROWS|PROTESTS_AGAINST|REJECTS|RELEASES|REPRESSES|SANCTIONS|SHARES_INTELLIGENCE_WITH|SUPPLIES_ARMS_TO|SUPPORTS|THREATENS|TRAINS|YIELDS_TO*..6]-(b))
RETURN length(p) AS length, [n IN nodes(p) | n.name] AS actors, [r IN relationships(p) | type(r)] AS types,
       reduce(ids = '', r IN relationships(p) | ids + r.id + ' ') AS chain
ORDER BY length, chain
LIMIT 10
