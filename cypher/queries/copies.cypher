// purpose: Texts that are copies of another, and whose they are
// columns: copy_id, copy, copy_outlet, original_id, original, original_outlet
// example: graphmali query copies
MATCH (c:Document)-[:COPY_OF]->(o:Document)
RETURN c.id AS copy_id, c.title AS copy, c.publisher AS copy_outlet, o.id AS original_id, o.title AS original,
       o.publisher AS original_outlet
ORDER BY copy_id
