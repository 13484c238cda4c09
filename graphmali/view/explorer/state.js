// What the reader looks at, and its deep link: everything is in the address after the #.

import { nothing } from "./counting.js";
import { tieId } from "./data.js";

export const SETS = ["types", "signs", "modalities", "kinds"];

export function initial(data) {
  return {
    view: "first", // first, all, near (the centre), path
    centre: null, // an actor
    chosen: null, // {actor}, {tie}, {path: [actor, actor]} or {bundle: [tie, …]}
    hops: 1,
    colour: data.blocs ? "bloc" : "kind",
    size: "measure",
    collapsed: new Set(),
    filter: nothing(),
  };
}

export function toHash(data, state) {
  const { filter, chosen } = state;
  const link = new URLSearchParams();
  if (state.view !== "first") link.set("view", state.view);
  if (state.view === "near") link.set("near", state.centre.id);
  if (state.hops !== 1) link.set("hops", state.hops);
  if (chosen?.actor) link.set("actor", chosen.actor.id);
  if (chosen?.tie) link.set("tie", tieId(data, chosen.tie));
  if (chosen?.path) chosen.path.forEach((actor) => link.append("path", actor.id));
  for (const name of SETS) for (const value of [...filter[name]].sort()) link.append(`no-${name}`, value);
  if (filter.least !== 1) link.set("least", filter.least);
  if (filter.since) link.set("since", filter.since);
  if (filter.until) link.set("until", filter.until);
  if (state.colour !== initial(data).colour) link.set("colour", state.colour);
  if (state.size !== "measure") link.set("size", state.size);
  for (const group of [...state.collapsed].sort()) link.append("collapsed", group);
  return link.toString();
}

// Only what the page knows is taken from an address; anybody may have written it.
export function fromHash(data, text, ticks, groups) {
  const link = new URLSearchParams(text.replace(/^#/, ""));
  const state = initial(data);
  const known = {
    types: data.types.map(([name]) => name), signs: ["1", "0", "-1"],
    modalities: data.modalities.map(([name]) => name), kinds: data.kinds.map(([name]) => name),
  };
  const oneOf = (name, values, otherwise) => (values.includes(link.get(name)) ? link.get(name) : otherwise);
  for (const name of SETS) state.filter[name] = new Set(link.getAll(`no-${name}`).filter((value) => known[name].includes(value)));
  state.filter.least = Math.min(999, Math.max(1, Math.floor(Number(link.get("least")) || 1)));
  state.filter.since = oneOf("since", ticks, null);
  state.filter.until = oneOf("until", ticks, null);
  state.colour = oneOf("colour", data.blocs ? ["bloc", "kind"] : ["kind"], state.colour);
  state.size = oneOf("size", ["measure", "ties", "origins"], "measure");
  state.hops = link.get("hops") === "2" ? 2 : 1;
  const ends = link.getAll("path").map((id) => data.actorById.get(id)).filter(Boolean);
  const actor = data.actorById.get(link.get("actor"));
  const tie = data.tieById.get(link.get("tie"));
  if (ends.length === 2) state.chosen = { path: ends };
  else if (tie) state.chosen = { tie };
  else if (actor) state.chosen = { actor };
  state.centre = data.actorById.get(link.get("near")) ?? null;
  const views = ["first", "all", ...(state.centre ? ["near"] : []), ...(ends.length === 2 ? ["path"] : [])];
  state.view = oneOf("view", views, "first");
  for (const group of link.getAll("collapsed")) if (groups(state).has(group)) state.collapsed.add(group);
  return state;
}
