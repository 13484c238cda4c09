// A scene as shapes and words, and those as SVG or on a canvas: for saved pictures, and where there is no WebGL.

import { DASHES } from "./colours.js";

const LABEL = 16;
const LINE = 18;

// Everything in the order in which it is painted: {d, fill, stroke, width, dash, opacity} or {text, x, y, size, colour, halo}.
export function shapesOf(scene, palette) {
  const at = new Map(scene.nodes.map((node) => [node.id, node]));
  const shapes = [];
  for (const edge of scene.edges) if (!edge.hidden && !at.get(edge.source).hidden && !at.get(edge.target).hidden) shapes.push(...edgeShapes(edge, at, palette));
  const shown = scene.nodes.filter(({ hidden }) => !hidden);
  for (const node of shown) {
    shapes.push({ d: outline(node), fill: node.colour, stroke: node.chosen ? palette.accent : palette.page, width: 2, opacity: node.faint ? 0.25 : 1 });
  }
  for (const node of shown) {
    lines(node.label).forEach((text, i) => shapes.push({
      text, x: node.x, y: node.y + node.radius + LABEL + i * LINE, size: LABEL, colour: palette.ink, halo: palette.page, opacity: node.faint ? 0.4 : 1,
    }));
  }
  return shapes;
}

export function geometry(edge, at) {
  const [a, b] = [at.get(edge.source), at.get(edge.target)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const middle = { x: (a.x + b.x) / 2 - dy * edge.bend, y: (a.y + b.y) / 2 + dx * edge.bend };
  const control = { x: (a.x + b.x) / 2 - 2 * dy * edge.bend, y: (a.y + b.y) / 2 + 2 * dx * edge.bend };
  return { a, b, middle, control };
}

function edgeShapes(edge, at, palette) {
  const { a, b, middle, control } = geometry(edge, at);
  const length = Math.hypot(b.x - control.x, b.y - control.y) || 1;
  const [ux, uy] = [(b.x - control.x) / length, (b.y - control.y) / length];
  const tip = { x: b.x - ux * b.radius, y: b.y - uy * b.radius };
  const colour = palette[edge.tone];
  const shared = { opacity: edge.opacity };
  const found = [{ d: `M${n(a.x)} ${n(a.y)}Q${n(control.x)} ${n(control.y)} ${n(tip.x)} ${n(tip.y)}`, stroke: colour, width: edge.width, dash: DASHES[edge.sign], ...shared }];
  if (edge.directed) {
    const [size, half] = [8 + edge.width, 3 + edge.width / 2];
    const base = { x: tip.x - ux * size, y: tip.y - uy * size };
    found.push({ d: `M${n(tip.x)} ${n(tip.y)}L${n(base.x - uy * half)} ${n(base.y + ux * half)}L${n(base.x + uy * half)} ${n(base.y - ux * half)}Z`, fill: colour, ...shared });
  }
  if (edge.contested) {
    const r = 5 + edge.width / 2;
    found.push({ d: `M${n(middle.x)} ${n(middle.y - r)}l${n(r)} ${n(r)}l${n(-r)} ${n(r)}l${n(-r)} ${n(-r)}Z`, fill: colour, ...shared });
  }
  if (edge.label) found.push({ text: edge.label, x: middle.x, y: middle.y + 4, size: 12, colour, halo: palette.page, ...shared });
  return found;
}

const CORNERS = {
  triangle: [[0, -1], [0.95, 0.8], [-0.95, 0.8]],
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: [[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87]],
};

function outline({ x, y, radius: r, shape }) {
  const corners = CORNERS[shape];
  if (!corners) return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
  return `M${corners.map(([cx, cy]) => `${n(x + cx * r)} ${n(y + cy * r)}`).join("L")}Z`;
}

function n(value) {
  return Math.round(value * 10) / 10;
}

// Names are broken between words where they are long.
export function lines(label) {
  const found = [""];
  for (const word of label.split(/\s+/)) {
    const longer = `${found[found.length - 1]} ${word}`.trim();
    if (longer.length > 16 && found[found.length - 1]) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}

export function boundsOf(scene) {
  const shown = scene.nodes.filter(({ hidden }) => !hidden);
  if (!shown.length) return { x: -100, y: -100, width: 200, height: 200 };
  const reach = (pick) => shown.reduce(([low, high], node) => [Math.min(low, node[pick]), Math.max(high, node[pick])], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [reach("x"), reach("y")];
  return { x: left - 80, y: top - 40, width: right - left + 160, height: bottom - top + 110 };
}

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
  .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

export function toSvg(scene, palette, title) {
  const { x, y, width, height } = boundsOf(scene);
  const body = shapesOf(scene, palette).map((shape) => {
    if (shape.text !== undefined) {
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${shape.size}" fill="${shape.colour}" stroke="${shape.halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke" text-anchor="middle" opacity="${shape.opacity}">${escaped(shape.text)}</text>`;
    }
    const line = shape.stroke ? ` stroke="${shape.stroke}" stroke-width="${n(shape.width)}"${shape.dash?.length ? ` stroke-dasharray="${shape.dash}"` : ""}` : "";
    return `<path d="${shape.d}" fill="${shape.fill ?? "none"}"${line} opacity="${shape.opacity}"/>`;
  });
  const box = [x, y, width, height].map(n).join(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${n(width)}" height="${n(height)}" font-family="${escaped(palette.font)}">`
    + `<title>${escaped(title)}</title><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${palette.page}"/>${body.join("")}</svg>\n`;
}

export function paint(context, scene, palette, labels = true) {
  context.lineJoin = "round";
  context.textAlign = "center";
  for (const shape of shapesOf(scene, palette)) {
    if (shape.text !== undefined && !labels) continue;
    context.globalAlpha = shape.opacity;
    if (shape.text !== undefined) {
      context.font = `${shape.size}px ${palette.font}`;
      [context.strokeStyle, context.lineWidth, context.fillStyle] = [shape.halo, 4, shape.colour];
      context.setLineDash([]);
      context.strokeText(shape.text, shape.x, shape.y);
      context.fillText(shape.text, shape.x, shape.y);
      continue;
    }
    const path = new Path2D(shape.d);
    if (shape.fill) {
      context.fillStyle = shape.fill;
      context.fill(path);
    }
    if (shape.stroke) {
      [context.strokeStyle, context.lineWidth] = [shape.stroke, shape.width];
      context.setLineDash(shape.dash ?? []);
      context.stroke(path);
    }
  }
  context.globalAlpha = 1;
}

const TOUCH = 7; // pixels from a line that are on it still
const PIECES = 8; // of a bent line

// The shown edge nearest to a point of the screen, undefined if none is near. Lines are bent, or straight and
// moved aside by so many pixels.
export function nearestEdge(scene, screen, at, aside = null) {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const where = new Map(scene.nodes.map((node) => [node.id, screen(node)]));
  let [found, least] = [undefined, TOUCH];
  for (const edge of scene.edges) {
    if (edge.hidden || nodes.get(edge.source).hidden || nodes.get(edge.target).hidden) continue;
    const points = aside ? moved(where.get(edge.source), where.get(edge.target), aside(edge)) : bent(edge, nodes, screen);
    for (let i = 1; i < points.length; i += 1) {
      const far = distance(at, points[i - 1], points[i]);
      if (far < least) [found, least] = [edge, far];
    }
  }
  return found;
}

function moved(a, b, pixels) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [nx, ny] = [((b.y - a.y) / length) * pixels, (-(b.x - a.x) / length) * pixels];
  return [{ x: a.x + nx, y: a.y + ny }, { x: b.x + nx, y: b.y + ny }];
}

function bent(edge, nodes, screen) {
  const { a, b, control } = geometry(edge, nodes);
  const pieces = edge.bend ? PIECES : 1;
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const t = i / pieces;
    const mixed = (axis) => (1 - t) ** 2 * a[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * b[axis];
    return screen({ x: mixed("x"), y: mixed("y") });
  });
}

function distance(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

const LARGEST = 8000; // pixels that browsers' canvases bear

export function toPng(scene, palette) {
  const { x, y, width, height } = boundsOf(scene);
  const scale = Math.min(2, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-x, -y);
  context.fillStyle = palette.page;
  context.fillRect(x, y, width, height);
  paint(context, scene, palette);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
