// Draws a scene with sigma on WebGL.

import Graph from "graphology";
import Sigma from "sigma";
import { colours, mix } from "./colours.js";
import { asideOf, ContestedProgram, LineProgram } from "./lines.js";
import { MarkProgram } from "./marks.js";
import { boundsOf, lines, nearestEdge } from "./picture.js";

const FEW = 300; // up to so many nodes, every label is drawn that has room
const NODES = 0.1; // of the picture at most is covered with nodes when all of it is seen
const LINES = 2000; // more are thinner than a line otherwise is, and so paler: where they lie close it grows darker

export function draw(container, { onNode, onEdge, onNothing, onHover }) {
  let palette = colours();
  let drawn = { key: null, nodes: [], edges: [] };
  const waiting = []; // labels of the picture that is being drawn
  const sigma = new Sigma(new Graph({ multi: true, type: "directed" }), container, {
    defaultNodeType: "mark",
    defaultEdgeType: "line",
    nodeProgramClasses: { mark: MarkProgram },
    edgeProgramClasses: { line: LineProgram, contested: ContestedProgram },
    itemSizesReference: "positions",
    labelFont: palette.font,
    labelRenderedSizeThreshold: 3,
    labelGridCellSize: 130,
    minEdgeThickness: 0,
    stagePadding: 0,
    zIndex: true,
    defaultDrawNodeLabel: (context, data) => waiting.push({ context, ...data }),
    defaultDrawNodeHover: (context, data) => drawLabel(context, { ...data, ring: true }, palette),
    allowInvalidContainer: true,
  });

  const screen = ({ x, y }) => sigma.graphToViewport({ x, y: -y });
  function edgeAt(at) {
    return nearestEdge(drawn, screen, at, (edge) => asideOf(edge.bend));
  }

  sigma.on("afterRender", () => drawLabels(waiting.splice(0), palette));
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

  // What is more important is painted over what is less.
  function rebuild(next, sizes) {
    const graph = new Graph({ multi: true, type: "directed" });
    for (const node of next.nodes.toReversed()) graph.addNode(node.id, nodeLook(node, next, palette, sizes));
    for (const edge of next.edges.toReversed()) {
      graph.addDirectedEdgeWithKey(edge.id, edge.source, edge.target, edgeLook(edge, next, palette, sizes));
    }
    const { x, y, width, height } = boundsOf(next);
    sigma.setCustomBBox({ x: [x, x + width], y: [-y - height, -y] });
    sigma.setGraph(graph);
  }

  function restyle(next, sizes) {
    const graph = sigma.getGraph();
    const [nodes, edges] = [next.nodes, next.edges].map((items) => new Map(items.map((item) => [item.id, item])));
    graph.updateEachNodeAttributes((id) => nodeLook(nodes.get(id), next, palette, sizes), { attributes: ["zIndex"] });
    graph.updateEachEdgeAttributes((id) => edgeLook(edges.get(id), next, palette, sizes), { attributes: ["type", "zIndex"] });
  }

  // Where much is seen at once, nodes and lines are larger than the plan that they stand on, the important ones most.
  function sizesOf(next) {
    const { width, height } = boundsOf(next);
    const [wide, high] = [container.clientWidth, container.clientHeight];
    const scale = Math.min(wide / width, high / height) || 1;
    const least = Math.min(2, Math.max(0.7, Math.sqrt((NODES * wide * high) / (Math.PI * next.nodes.length))));
    const thinnest = Math.min(0.7, Math.max(0.1, (0.7 * LINES) / next.edges.length));
    return {
      radius: (radius) => Math.max(radius, (least + (4 * (radius - 7)) / 15) / scale),
      width: (line, lit) => Math.max(line, ((lit ? 0.7 : thinnest) + 0.06 * (line - 1.2) ** 2) / scale),
    };
  }

  let sizes = null;
  return {
    sigma,
    fit: () => sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    scene(next) {
      palette = colours();
      const moved = next.key !== drawn.key;
      if (moved) sizes = sizesOf(next);
      drawn = next;
      if (moved) rebuild(next, sizes);
      else restyle(next, sizes);
      return moved;
    },
    // The same once more, as on moving the plan.
    redraw: () => sigma.refresh({ partialGraph: {}, skipIndexation: true }),
    positionOf(id) {
      const { x, y } = screen(drawn.nodes.find((node) => node.id === id));
      return [x, y];
    },
  };
}

function nodeLook({ x, y, radius, shape, colour, label, faint, hidden, chosen }, scene, palette, sizes) {
  return {
    x, shape, label, hidden, faint,
    y: -y,
    zIndex: Number(!faint),
    size: sizes.radius(radius),
    color: faint ? mix(colour, palette.page, 0.25) : colour,
    forceLabel: (chosen || scene.nodes.length <= FEW || (scene.lit !== null && !faint && scene.lit.actors.size <= FEW)) && !hidden,
    ring: chosen,
  };
}

function edgeLook({ width, sign, tone, opacity, directed, contested, bend, faint, hidden }, scene, palette, sizes) {
  return {
    sign, directed, bend, hidden,
    type: contested ? "contested" : "line",
    zIndex: Number(!faint),
    size: sizes.width(width, scene.lit !== null && !faint),
    color: mix(palette[tone], palette.page, opacity),
  };
}

// No label over another: the chosen actor's stands first, then those of larger ones.
function drawLabels(labels, palette) {
  const taken = [];
  labels.sort((one, other) => Boolean(other.ring) - Boolean(one.ring) || other.size - one.size);
  for (const label of labels) {
    const box = boxOf(label, palette);
    if (!label.ring && taken.some((other) => overlap(box, other))) continue;
    if (!label.faint) taken.push(box);
    drawLabel(label.context, label, palette);
  }
}

function boxOf({ context, x, y, size, label }, palette) {
  context.font = `12px ${palette.font}`;
  const rows = lines(label ?? "");
  const half = Math.max(0, ...rows.map((text) => context.measureText(text).width)) / 2;
  return { left: x - half, right: x + half, top: y + size, bottom: y + size + 4 + rows.length * 13 };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
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
