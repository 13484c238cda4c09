// Draws a scene with vis-network, which pyvis brings: the global `vis`.

import { colours, DASHES } from "./colours.js";
import { boundsOf } from "./picture.js";

export function draw(container, { onNode, onEdge, onNothing, onHover }) {
  const { vis } = window;
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(container, { nodes, edges }, {
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 1e9, keyboard: false },
    nodes: { borderWidth: 2, widthConstraint: { maximum: 130 }, scaling: { label: { drawThreshold: 6 } } },
    edges: { selectionWidth: 1.5, hoverWidth: 0.5, arrowStrikethrough: false, scaling: { label: { drawThreshold: 5 } } },
  });
  let drawn = { key: null, nodes: [], edges: [] };

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) onNode(node);
    else if (edge !== undefined) onEdge(edge);
    else onNothing();
  });
  for (const [event, kind] of [["hoverNode", "node"], ["hoverEdge", "edge"]]) {
    network.on(event, ({ [kind]: id, event: { offsetX, offsetY } }) => onHover(kind, id, offsetX, offsetY));
  }
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => onHover(null));
  // Until the reader moves the picture, it follows the size of its frame.
  let untouched = true;
  for (const event of ["zoom", "dragStart"]) network.on(event, () => { untouched = false; });
  network.on("resize", () => { if (untouched) fit(); });

  function fit() {
    const { x, y, width, height } = boundsOf(drawn);
    const scale = Math.min(1.3, container.clientWidth / width, container.clientHeight / height);
    network.moveTo({ position: { x: x + width / 2, y: y + height / 2 }, scale, animation: false });
    untouched = true;
  }

  return {
    network,
    fit,
    scene(next) {
      const palette = colours();
      if (next.key !== drawn.key) {
        nodes.clear();
        edges.clear();
      }
      nodes.update(next.nodes.map((node) => nodeLook(node, palette)));
      edges.update(next.edges.map((edge) => edgeLook(edge, palette)));
      const moved = next.key !== drawn.key;
      drawn = next;
      network.unselectAll();
      const chosen = next.nodes.find((node) => node.chosen);
      if (chosen) network.selectNodes([chosen.id], false);
      return moved;
    },
    redraw: () => network.redraw(),
    positionOf(id) {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return [x, y];
    },
  };
}

function nodeLook({ id, label, x, y, radius, shape, colour, faint, hidden }, palette) {
  const shade = { background: colour, border: palette.page };
  return {
    id, label, x, y, shape, hidden,
    size: radius,
    opacity: faint ? 0.25 : 1,
    color: { ...shade, highlight: { background: colour, border: palette.accent }, hover: shade },
    font: {
      face: palette.font, size: 16, strokeWidth: 4, vadjust: -3,
      color: faint ? `${palette.soft}66` : palette.ink, strokeColor: palette.page,
    },
  };
}

function edgeLook({ id, source, target, width, sign, tone, opacity, directed, contested, bend, label, hidden }, palette) {
  const shade = palette[tone];
  return {
    id, label, width, hidden,
    from: source,
    to: target,
    dashes: sign === 1 ? false : DASHES[sign],
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
    arrows: {
      to: { enabled: directed, scaleFactor: 0.55 },
      middle: { enabled: contested, type: "diamond", scaleFactor: 0.8 },
    },
    color: { color: shade, highlight: shade, hover: shade, opacity },
    font: { face: palette.font, size: 12, strokeWidth: 4, strokeColor: palette.page, align: "middle", color: shade },
  };
}
