// What is to be drawn: nodes and edges with places and looks. Every renderer, and the saved picture, draws this.

import { SIGNS } from "./elements.js";
import { groupsOf, membership } from "./groups.js";
import { around, rings, row, shortest } from "./paths.js";

const NEAR = 60; // so many actors at most around one
const LABELLED = 8; // up to so many lit ties are named in the picture
const WIDEST = 6;
const BEND = 0.16;

export function sceneOf(data, state, counts) {
  const groups = groupsOf(data, state.colour);
  const inGroup = membership(groups);
  const path = state.chosen?.path ? shortest(data, counts, ...state.chosen.path) : null;
  const view = viewOf(data, state, counts, path);
  const lit = litOf(state, counts, path);
  const nodeOf = (number) => (state.collapsed.has(inGroup.get(number)) ? `g${inGroup.get(number)}` : `a${number}`);
  const nodes = nodesOf(data, { state, counts, groups, inGroup, view, lit, nodeOf });
  const edges = edgesOf(view.ties, { state, counts, lit, nodeOf });
  const shownTies = view.ties.filter((tie) => counts.kept[tie.number]).length;
  return {
    // The same key: the same nodes and edges, only their looks differ.
    key: [state.view, [...state.collapsed].sort(), view.key, nodes.length, edges.length].join("|"),
    nodes, edges, groups, path, lit,
    tally: { actors: nodes.reduce((sum, node) => sum + (node.hidden ? 0 : node.members), 0), ties: shownTies },
  };
}

// Which actors, where, and which ties between them.
function viewOf(data, state, counts, path) {
  const places = placesOf(data, state, counts, path);
  const within = (tie) => places.has(tie.source) && places.has(tie.target);
  if (state.view === "all") return { places, ties: data.made, key: "" };
  if (state.view !== "first") {
    return { places, ties: data.made.filter(within), key: [...places.keys()].join() };
  }
  const ties = new Set(data.first.ties.map((number) => data.ties[number]));
  const asked = state.chosen?.actor?.ties ?? [state.chosen?.tie, ...(state.chosen?.bundle ?? []), ...(path?.ties ?? [])];
  for (const tie of asked) if (tie && tie.number < data.made.length && within(tie)) ties.add(tie);
  const found = [...ties].sort((a, b) => a.number - b.number);
  return { places, ties: found, key: found.map(({ number }) => number).join() };
}

function placesOf(data, { view, centre, chosen, hops }, counts, path) {
  if (view === "near") {
    const met = new Set(around(data, counts, centre, hops, NEAR).keys());
    if (chosen?.tie) [chosen.tie.source, chosen.tie.target].forEach((end) => met.add(end));
    return rings([...met]);
  }
  if (view === "path" && path) return row(path.actors);
  const { first } = data;
  if (view === "first") return new Map(first.actors.map((number, i) => [number, { x: first.x[i], y: first.y[i] }]));
  return new Map(data.actors.filter((actor) => actor.ties.some((tie) => tie.number < data.made.length))
    .map((actor) => [actor.number, actor]));
}

// The ties and actors that stand out; null if all do.
function litOf({ chosen }, counts, path) {
  if (!chosen) return null;
  const ties = chosen.tie ? [chosen.tie] : chosen.bundle ?? path?.ties ?? chosen.actor?.ties.filter((tie) => counts.kept[tie.number]) ?? [];
  const actors = ties.flatMap((tie) => [tie.source, tie.target]);
  return {
    ties: new Set(ties.map(({ number }) => number)),
    actors: new Set([...actors, ...(chosen.actor ? [chosen.actor.number] : []), ...(chosen.path ?? []).map(({ number }) => number)]),
  };
}

function nodesOf(data, { state, counts, groups, inGroup, view, lit, nodeOf }) {
  const folded = new Map();
  const sizes = sizesOf(data, state, counts);
  for (const [number, { x, y }] of view.places) {
    const id = nodeOf(number);
    if (!folded.has(id)) folded.set(id, { id, all: [], x: 0, y: 0 });
    const node = folded.get(id);
    node.all.push(data.actors[number]);
    node.x += x;
    node.y += y;
  }
  return [...folded.values()].map(({ id, all, x, y }) => {
    const [actor] = all;
    const group = groups.get(inGroup.get(actor.number));
    const together = id.startsWith("g");
    return {
      id,
      actor: together ? null : actor,
      group: together ? group : null,
      members: all.length,
      x: Math.round(x / all.length),
      y: Math.round(y / all.length),
      radius: together ? 26 : 7 + 15 * sizes(actor),
      shape: together ? "dot" : data.kinds[actor.kind][2],
      colour: group?.colour ?? "#8d96a1",
      label: together ? `${group.label} (${all.length})` : actor.name,
      faint: lit !== null && !all.some(({ number }) => lit.actors.has(number)),
      chosen: !together && state.chosen?.actor === actor,
      hidden: !all.some((each) => state.chosen?.actor === each || each.ties.some((tie) => counts.kept[tie.number])),
    };
  });
}

// Between 0 and 1, for each actor.
function sizesOf(data, { size }, counts) {
  if (size === "measure") return (actor) => actor.size / 100;
  const sum = (actor) => actor.ties.reduce(
    (total, { number }) => total + (counts.kept[number] ? (size === "ties" ? 1 : counts.origins[number]) : 0), 0);
  const most = data.actors.reduce((found, actor) => Math.max(found, sum(actor)), 1);
  return (actor) => Math.sqrt(sum(actor) / most);
}

function edgesOf(ties, { counts, lit, nodeOf }) {
  const edges = new Map();
  for (const tie of ties) {
    const [source, target] = [nodeOf(tie.source), nodeOf(tie.target)];
    if (source === target && source.startsWith("g")) continue;
    const folded = source.startsWith("g") || target.startsWith("g");
    const id = folded ? `${source} ${target} ${tie.sign}` : `t${tie.number}`;
    if (!edges.has(id)) edges.set(id, { id, source, target, sign: tie.sign, directed: tie.directed, ties: [] });
    edges.get(id).ties.push(tie);
  }
  const found = [...edges.values()];
  const few = lit !== null && lit.ties.size <= LABELLED;
  for (const edge of found) look(edge, counts, lit, few);
  bend(found);
  return found;
}

function look(edge, counts, lit, few) {
  const kept = edge.ties.filter(({ number }) => counts.kept[number]);
  const sum = (column) => kept.reduce((total, { number }) => total + column[number], 0);
  edge.hidden = kept.length === 0;
  edge.width = Math.min(WIDEST, 1.2 + 1.1 * Math.log2(Math.max(1, sum(counts.origins))));
  edge.alleged = sum(counts.asserted) === 0;
  edge.contested = sum(counts.denied) > 0;
  edge.faint = lit !== null && !kept.some(({ number }) => lit.ties.has(number));
  edge.opacity = edge.faint ? 0.1 : edge.alleged ? 0.45 : 0.9;
  edge.tone = SIGNS[edge.sign];
  edge.label = edge.ties.length > 1 ? String(kept.length) : few && !edge.faint ? edge.ties[0].label : "";
}

// How far each edge is bent, so that those between the same two nodes lie side by side; seen from its own source.
function bend(edges) {
  const between = new Map();
  for (const edge of edges) {
    const pair = edge.source < edge.target ? `${edge.source} ${edge.target}` : `${edge.target} ${edge.source}`;
    if (!between.has(pair)) between.set(pair, []);
    between.get(pair).push(edge);
  }
  for (const together of between.values()) {
    together.forEach((edge, index) => {
      const side = index - (together.length - 1) / 2;
      edge.bend = BEND * side * (edge.source < edge.target ? 1 : -1);
    });
  }
}
