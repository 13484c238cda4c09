// The graph of a page in sigma and nothing of ours: as it comes, or with the barest that it has, points and lines
// a pixel wide. `plain` draws it again.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";

const { barest, actors, ties } = JSON.parse(document.getElementById("graph").textContent);
const graph = new Graph({ multi: true, type: "directed" });
actors.name.forEach((label, i) => graph.addNode(i, { label, x: actors.x[i], y: -actors.y[i], size: 2, color: "#47566a" }));
ties.source.forEach((source, i) => graph.addDirectedEdge(source, ties.target[i], { size: 1, color: "#68717c" }));
const sigma = new Sigma(graph, document.getElementById("canvas"), barest ? {
  defaultNodeType: "point",
  defaultEdgeType: "thin",
  nodeProgramClasses: { point: NodePointProgram },
  edgeProgramClasses: { thin: EdgeLineProgram },
} : { defaultEdgeType: "arrow" });
window.plain = () => sigma.refresh({ partialGraph: {}, skipIndexation: true });
