"""What other programs write into Neo4j; runs in an environment of its own, without graphmali.

``python peers.py PEER FILE`` writes the graph in a file of JSON, ``{"documents": [{"id", "text", "nodes": [[id, label,
properties]], "edges": [[source, type, target, properties]]}]}``, to the server that ``NEO4J_*`` names, and prints the
seconds that it took, without the time to read the file and make the peer's own objects of it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Documents = list[dict[str, Any]]


def langchain(documents: Documents) -> Callable[[], object]:
    """``add_graph_documents``, a graph document a text, with the constraint that it makes where asked to."""
    from langchain_core.documents import Document
    from langchain_neo4j import Neo4jGraph
    from langchain_neo4j.graphs.graph_document import GraphDocument, Node, Relationship

    given = []
    for document in documents:
        nodes = {id_: Node(id=id_, type=label, properties=rest) for id_, label, rest in document["nodes"]}
        edges = [
            Relationship(source=nodes[source], target=nodes[target], type=type_, properties=rest)
            for source, type_, target, rest in document["edges"]
        ]
        source = Document(page_content=document["text"], metadata={"id": document["id"]})
        given.append(GraphDocument(nodes=list(nodes.values()), relationships=edges, source=source))
    graph = Neo4jGraph(os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    return lambda: graph.add_graph_documents(given, baseEntityLabel=True)


def graphrag(documents: Documents) -> Callable[[], object]:
    """``Neo4jWriter`` of neo4j-graphrag, the whole graph at once."""
    import neo4j
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    nodes = {id_: (label, rest) for document in documents for id_, label, rest in document["nodes"]}
    edges = [edge for document in documents for edge in document["edges"]]
    graph = Neo4jGraph(
        nodes=[Neo4jNode(id=id_, label=label, properties=rest) for id_, (label, rest) in nodes.items()],
        relationships=[
            Neo4jRelationship(start_node_id=source, end_node_id=target, type=type_, properties=rest)
            for source, type_, target, rest in edges
        ],
    )
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    writer = Neo4jWriter(neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth))

    def write() -> None:
        done = asyncio.run(writer.run(graph))
        if done.status != "SUCCESS":
            sys.exit(str(done.metadata))

    return write


PEERS = {"langchain": langchain, "graphrag": graphrag}


def main(peer: str, file: str) -> None:
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    write = PEERS[peer](json.loads(Path(file).read_text(encoding="utf-8"))["documents"])
    start = time.perf_counter()
    write()
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
