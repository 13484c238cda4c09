// Draws a scene with sigma on WebGL.

import Graph from "graphology";
import Sigma from "sigma";
import { colours, mix } from "./colours.js";
import { asideOf, LineProgram } from "./lines.js";
import { MarkProgram } from "./marks.js";
import { boundsOf, lines, nearestEdge } from "./picture.js";

const FEW = 80; // up to so many nodes, every label is drawn
const SMALLEST = 2; // pixels of a node's radius when all of the picture is seen

export function draw(container, { onNode, onEdge, onNothing, onHover }) {
  let palette = colours();
  let drawn = { key: null, nodes: [], edges: [] };
  const sigma = new Sigma(new Graph({ multi: true, type: "directed" }), container, {
    defaultNodeType: "mark",
    defaultEdgeType: "line",
    nodeProgramClasses: { mark: MarkProgram },
    edgeProgramClasses: { line: LineProgram },
    itemSizesReference: "positions",
    labelFont: palette.font,
    labelRenderedSizeThreshold: 3,
    labelGridCellSize: 130,
    minEdgeThickness: 0.7,
    stagePadding: 0,
    defaultDrawNodeLabel: (context, data) => drawLabel(context, data, palette),
    defaultDrawNodeHover: (context, data) => drawLabel(context, { ...data, ring: true }, palette),
    allowInvalidContainer: true,
  });

  const screen = ({ x, y }) => sigma.graphToViewport({ x, y: -y });
  function edgeAt(at) {
    return nearestEdge(drawn, screen, at, (edge) => asideOf(edge.bend));
  }

  sigma.on("clickNode", ({ node }) => onNode(node));
  sigma.on("clickStage", ({ event }) => {
    const edge = edgeAt(event);
    if (edge) onEdge(edge.id);
    else onNothing();
  });
  sigma.on("enterNode", ({ node, event }) => onHover("node", node, event.x, event.y));
  sigma.on("leaveNode", () => onHover(null));
  sigma.on("moveBody", ({ event }) => {
    if (sigma.getCamera().isAnimated() || drawn.edges.length > 5000) return;
    const edge = edgeAt(event);
    if (edge) onHover("edge", edge.id, event.x, event.y);
    else if (!container.style.cursor) onHover(null);
  });
  sigma.on("enterNode", () => { container.style.cursor = "pointer"; });
  sigma.on("leaveNode", () => { container.style.cursor = ""; });

  function rebuild(next, growth) {
    const graph = new Graph({ multi: true, type: "directed" });
    for (const node of next.nodes) graph.addNode(node.id, nodeLook(node, next, palette, growth));
    for (const edge of next.edges) graph.addDirectedEdgeWithKey(edge.id, edge.source, edge.target, edgeLook(edge, palette));
    const { x, y, width, height } = boundsOf(next);
    sigma.setCustomBBox({ x: [x, x + width], y: [-y - height, -y] });
    sigma.setGraph(graph);
  }

  function restyle(next, growth) {
    const graph = sigma.getGraph();
    const [nodes, edges] = [next.nodes, next.edges].map((items) => new Map(items.map((item) => [item.id, item])));
    graph.updateEachNodeAttributes((id) => nodeLook(nodes.get(id), next, palette, growth));
    graph.updateEachEdgeAttributes((id) => edgeLook(edges.get(id), palette));
  }

  // Where much is seen at once, nodes are larger than the plan that they stand on.
  function growthOf(next) {
    const { width, height } = boundsOf(next);
    const scale = Math.min(container.clientWidth / width, container.clientHeight / height);
    return Math.max(1, SMALLEST / (7 * scale));
  }

  let growth = 1;
  return {
    sigma,
    fit: () => sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    scene(next) {
      palette = colours();
      const moved = next.key !== drawn.key;
      if (moved) growth = growthOf(next);
      drawn = next;
      if (moved) rebuild(next, growth);
      else restyle(next, growth);
      return moved;
    },
    redraw: () => sigma.refresh(),
    positionOf(id) {
      const { x, y } = screen(drawn.nodes.find((node) => node.id === id));
      return [x, y];
    },
  };
}

function nodeLook({ x, y, radius, shape, colour, label, faint, hidden, chosen }, scene, palette, growth) {
  return {
    x, shape, label, hidden, faint,
    y: -y,
    size: radius * growth,
    color: faint ? mix(colour, palette.page, 0.25) : colour,
    forceLabel: (chosen || scene.nodes.length <= FEW || (scene.lit !== null && !faint && scene.lit.actors.size <= FEW)) && !hidden,
    ring: chosen,
  };
}

function edgeLook({ width, sign, tone, opacity, directed, contested, bend, hidden }, palette) {
  return { size: width, sign, directed, contested, bend, hidden, color: mix(palette[tone], palette.page, opacity) };
}

function drawLabel(context, { x, y, size, label, faint, ring }, palette) {
  if (ring) {
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, size + 3, 0, 2 * Math.PI);
    context.stroke();
  }
  if (!label || faint) return;
  context.font = `12px ${palette.font}`;
  context.textAlign = "center";
  context.lineJoin = "round";
  [context.strokeStyle, context.lineWidth, context.fillStyle] = [palette.page, 4, palette.ink];
  lines(label).forEach((text, i) => {
    context.strokeText(text, x, y + size + 12 + i * 13);
    context.fillText(text, x, y + size + 12 + i * 13);
  });
}
