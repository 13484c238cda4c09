// Actors by bloc or by the shape of their kind: their colours, and which are folded into one node.

import { say } from "./words.js";

// Okabe and Ito 2008, without the blue and the vermilion that tell the sign of ties.
const PALETTE = ["#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#f0e442", "#8a6d3b", "#7f6fd0"];
const REST = "#8d96a1";
const FAMILIES = ["dot", "triangle", "square", "diamond", "hexagon"];

const known = new Map(); // by what colours stand for

// Every group, by key: its label, colour and members (the most important first). Blocs of one are in no bloc.
export function groupsOf(data, colour) {
  if (!known.has(colour)) known.set(colour, found(data, colour));
  return known.get(colour);
}

function found(data, colour) {
  const groups = new Map();
  for (const actor of data.actors) {
    if (!actor.ties.length) continue;
    const key = keyOf(data, colour, actor);
    if (!groups.has(key)) groups.set(key, { key, members: [] });
    groups.get(key).members.push(actor);
  }
  const shown = colour === "bloc" ? joined([...groups.values()]) : [...groups.values()].sort((a, b) => order(a) - order(b));
  shown.forEach((group, index) => {
    const rest = group.key === "rest";
    group.colour = rest ? REST : PALETTE[colour === "bloc" ? index : order(group)] ?? REST;
    group.label = rest ? say("bloc.rest") : colour === "bloc" ? say("bloc.named", { name: group.members[0].name }) : say(`shape.${group.key}`);
  });
  return new Map(shown.map((group) => [group.key, group]));
}

const keyOf = (data, colour, actor) => (colour === "bloc" ? String(actor.bloc) : data.kinds[actor.kind][2]);
const order = ({ key }) => FAMILIES.indexOf(key);

function joined(groups) {
  const together = ({ key, members }) => key !== "-1" && members.length > 1;
  const blocs = groups.filter(together);
  const rest = groups.filter((group) => !together(group)).flatMap(({ members }) => members);
  blocs.sort((a, b) => b.members.length - a.members.length || Number(a.key) - Number(b.key));
  return rest.length ? [...blocs, { key: "rest", members: rest }] : blocs;
}

// The key of each actor's group, by the actor's number.
export function membership(groups) {
  const of = new Map();
  for (const group of groups.values()) for (const actor of group.members) of.set(actor.number, group.key);
  return of;
}
