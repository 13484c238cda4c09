// Draws a scene on a plain canvas, where a browser has no WebGL.

import { colours } from "./colours.js";
import { boundsOf, nearestEdge, paint } from "./picture.js";

export function draw(container, { onNode, onEdge, onNothing, onHover }) {
  const canvas = document.createElement("canvas");
  container.append(canvas);
  let drawn = { key: null, nodes: [], edges: [] };
  let camera = { x: 0, y: 0, scale: 1 };
  let held = null;
  let due = false;

  const screen = ({ x, y }) => ({
    x: (x - camera.x) * camera.scale + container.clientWidth / 2, y: (y - camera.y) * camera.scale + container.clientHeight / 2,
  });

  function repaint() {
    due = false;
    const ratio = window.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [container.clientWidth * ratio, container.clientHeight * ratio];
    [canvas.style.width, canvas.style.height] = [`${container.clientWidth}px`, `${container.clientHeight}px`];
    const context = canvas.getContext("2d");
    const scale = camera.scale * ratio;
    context.setTransform(scale, 0, 0, scale, canvas.width / 2 - camera.x * scale, canvas.height / 2 - camera.y * scale);
    paint(context, drawn, colours(), camera.scale > 0.35);
  }

  function later() {
    if (!due) requestAnimationFrame(repaint);
    due = true;
  }

  function fit() {
    const { x, y, width, height } = boundsOf(drawn);
    const scale = Math.min(1.3, container.clientWidth / width, container.clientHeight / height);
    camera = { x: x + width / 2, y: y + height / 2, scale };
    later();
  }

  const spot = ({ offsetX, offsetY }) => ({ x: offsetX, y: offsetY });
  function nodeAt(at) {
    return drawn.nodes.findLast((node) => {
      const { x, y } = screen(node);
      return !node.hidden && Math.hypot(at.x - x, at.y - y) <= Math.max(6, node.radius * camera.scale);
    });
  }

  canvas.addEventListener("pointerdown", (event) => {
    held = { ...spot(event), moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = spot(event);
    if (!held) return hover(at);
    if (Math.hypot(at.x - held.x, at.y - held.y) < 4 && !held.moved) return undefined;
    camera = { ...camera, x: camera.x - (at.x - held.x) / camera.scale, y: camera.y - (at.y - held.y) / camera.scale };
    held = { ...at, moved: true };
    later();
    return undefined;
  });
  canvas.addEventListener("pointerup", (event) => {
    const { moved } = held ?? {};
    held = null;
    if (moved) return;
    const at = spot(event);
    const node = nodeAt(at);
    const edge = node ? null : nearestEdge(drawn, screen, at);
    if (node) onNode(node.id);
    else if (edge) onEdge(edge.id);
    else onNothing();
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    camera = { ...camera, scale: camera.scale * Math.exp(-event.deltaY / 500) };
    later();
  }, { passive: false });
  new ResizeObserver(later).observe(container);

  function hover(at) {
    const node = nodeAt(at);
    const edge = node || drawn.edges.length > 5000 ? null : nearestEdge(drawn, screen, at);
    if (node) onHover("node", node.id, at.x, at.y);
    else if (edge) onHover("edge", edge.id, at.x, at.y);
    else onHover(null);
  }

  return {
    fit,
    scene(next) {
      const moved = next.key !== drawn.key;
      drawn = next;
      later();
      return moved;
    },
    redraw: repaint,
    positionOf(id) {
      const { x, y } = screen(drawn.nodes.find((node) => node.id === id));
      return [x, y];
    },
  };
}
