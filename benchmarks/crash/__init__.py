"""``make crash``: what a killed build, or a killed Neo4j, leaves behind, and that building again makes it good."""
