// The page: it keeps what the reader looks at, and shows it in the picture, the panel, the table and the address.

import { colours } from "./colours.js";
import { recount } from "./counting.js";
import { read } from "./data.js";
import { button, byId, element } from "./elements.js";
import { filters } from "./filters.js";
import { groupsOf } from "./groups.js";
import { panel } from "./panel.js";
import { save, toPng, toSvg } from "./picture.js";
import { shortest } from "./paths.js";
import { sceneOf } from "./scene.js";
import { search } from "./search.js";
import { fromHash, toHash } from "./state.js";
import { table } from "./table.js";
import { ticksOf, timeline } from "./timeline.js";
import { count, say, speak } from "./words.js";

const FEW = 20; // actors whose labels find room in a low picture

export function explore(draw) {
  const data = read();
  speak(data.language, data.words);
  const ticks = ticksOf(data);
  const groups = (wanted) => groupsOf(data, wanted.colour);
  let state = fromHash(data, location.hash, ticks, groups);
  if (!state.chosen && data.chosen >= 0) state.chosen = { actor: data.actors[data.chosen] };
  let [counts, scene, pathStart] = [recount(data, state.filter), null, null];

  const evidence = panel(data, { choose, near, pathFrom });
  const ways = { state: () => state, changed: () => { counts = recount(data, state.filter); show(); } };
  const controls = [filters(data, ways.state, ways.changed), timeline(ticks, ways.state, ways.changed)];
  const twin = table(data, choose);
  search(data, (actor) => choose({ actor }));
  const drawing = draw(byId("canvas"), {
    onNode: (id) => choose(nodeById(id).actor ? { actor: nodeById(id).actor } : { bundle: bundleOf(nodeById(id).group) }),
    onEdge: (id) => { const { ties } = edgeById(id); choose(ties.length > 1 ? { bundle: ties } : { tie: ties[0] }); },
    onNothing: () => choose(null),
    onHover,
  });
  const nodeById = (id) => scene.nodes.find((node) => node.id === id);
  const edgeById = (id) => scene.edges.find((edge) => edge.id === id);
  const bundleOf = (group) => [...new Set(group.members.flatMap(({ ties }) => ties))].sort((a, b) => a.number - b.number);

  // Choosing

  function choose(chosen) {
    if (pathStart && chosen?.actor && chosen.actor !== pathStart) chosen = { path: [pathStart, chosen.actor] };
    pathStart = null;
    state.chosen = chosen;
    if (chosen && !visible(chosen)) {
      state.view = chosen.path ? "path" : "near";
      state.centre = chosen.actor ?? (chosen.tie ? data.actors[chosen.tie.source] : null);
    } else if (state.view === "path" && !chosen?.path) state.view = "first";
    show();
  }

  // Whether the picture has the actors of what is chosen already.
  function visible({ actor, tie, path }) {
    const wanted = actor ? [actor.number] : tie ? [tie.source, tie.target] : path ? shortest(data, counts, ...path)?.actors ?? [] : [];
    const inside = new Set(scene.nodes.flatMap((node) => (node.actor ? [node.actor] : node.group.members)).map(({ number }) => number));
    return wanted.every((number) => inside.has(number) || !data.actors[number].ties.some((each) => each.number < data.made.length));
  }

  function near(actor, hops) {
    Object.assign(state, { view: "near", centre: actor, hops, chosen: { actor } });
    show();
  }

  function pathFrom(actor) {
    pathStart = actor;
    evidence.say(say("path.choose", { name: actor.name }));
    byId("search").value = "";
    byId("search").focus();
  }

  // Showing

  function show() {
    scene = sceneOf(data, state, counts);
    evidence.show(state.chosen, scene.path, counts);
    twin.show(counts);
    controls.forEach((control) => control.show());
    showFrame();
    if (drawing.scene(scene)) drawing.fit(); // in the room that the frame leaves
    const hash = toHash(data, state);
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      // A frame in a notebook has no address of its own.
    }
  }

  function showFrame() {
    const view = say(`view.${state.view === "path" ? "near" : state.view}`, { name: (state.centre ?? state.chosen?.path?.[0])?.name });
    const { tally } = scene;
    byId("shown").textContent = [view,
      say("shown", {
        actors: tally.actors, allActors: count("actors", data.counts.actors), ties: tally.ties, allTies: count("ties", data.made.length),
      }),
      counts.hidden ? count("hidden.ties", counts.hidden) : say("hidden.no")].join(" ");
    for (const name of ["first", "all", "near"]) {
      byId(`view-${name}`).setAttribute("aria-pressed", String(state.view === name));
    }
    byId("view-near").hidden = !state.centre;
    for (const name of ["colour", "size"]) {
      for (const made of byId(name).children) made.setAttribute("aria-pressed", String(state[name] === made.value));
    }
    byId("shapes").hidden = state.colour === "kind";
    showGroups();
  }

  function showGroups() {
    byId("groups").replaceChildren(...[...scene.groups.values()].map((group) => {
      const folded = state.collapsed.has(group.key);
      const fold = button("", () => {
        if (folded) state.collapsed.delete(group.key);
        else state.collapsed.add(group.key);
        show();
      }, folded ? "+" : "−");
      fold.setAttribute("aria-label", `${say(folded ? "expand" : "collapse")} ${group.label}`);
      fold.title = say(folded ? "expand" : "collapse");
      return element("li", "", swatch(group), `${group.label}, ${count("members", group.members.length)} `, fold);
    }));
  }

  // The group's colour, in its shape where shapes tell the groups apart.
  function swatch(group) {
    const shape = state.colour === "kind" ? byId(`shape-${group.key}`) : null;
    const made = shape?.cloneNode(true) ?? element("span", "dot");
    made.removeAttribute("id");
    const [painted] = shape ? made.children : [made];
    painted.style[shape ? "fill" : "backgroundColor"] = group.colour;
    return made;
  }

  function onHover(kind, id, x, y) {
    const tip = byId("hover");
    tip.hidden = !kind;
    if (!kind) return;
    const edge = kind === "edge" ? edgeById(id) : null;
    tip.textContent = edge ? hoverOf(edge) : nodeById(id).label;
    [tip.style.left, tip.style.top] = [`${x + 14}px`, `${byId("canvas").offsetTop + y + 14}px`];
  }

  function hoverOf({ ties }) {
    if (ties.length > 1) return count("ties", ties.length);
    const [{ number, source, label, target }] = ties;
    return `${data.actors[source].name} ${label} ${data.actors[target].name} · ${count("origins", counts.origins[number])}`;
  }

  // The frame

  function options(name, given) {
    byId(name).append(...given.map(([value, label]) => {
      const made = button("", () => {
        state[name] = value;
        if (name === "colour") state.collapsed.clear();
        show();
      }, label);
      made.value = value;
      return made;
    }));
  }

  const look = (view) => () => {
    state.view = view;
    if (state.chosen?.path) state.chosen = null;
    show();
    drawing.fit();
  };
  byId("view-first").addEventListener("click", look("first"));
  byId("view-all").addEventListener("click", look("all"));
  byId("view-near").addEventListener("click", look("near"));
  byId("fit").addEventListener("click", () => drawing.fit());
  options("colour", [...(data.blocs ? [["bloc", say("colour.bloc")]] : []), ["kind", say("colour.kind")]]);
  options("size", [["measure", data.measure], ["ties", say("size.ties")], ["origins", say("size.origins")]]);
  const file = data.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase() || "graph";
  byId("png").addEventListener("click", async () => save(await toPng(scene, colours()), `${file}.png`));
  byId("svg").addEventListener("click", () => {
    save(new Blob([toSvg(scene, colours(), data.title)], { type: "image/svg+xml" }), `${file}.svg`);
  });
  byId("counts").textContent = [...data.about,
    ...["actors", "ties", "claims", "documents"].map((name) => count(name, data.counts[name]))].join(" · ");
  byId("signs").append(element("li", "", element("span", "dot large"), say("larger", { measure: data.measure })));
  byId("reading-size").textContent = say("reading.4", { measure: data.measure });
  // Open where it leaves the labels of the picture room.
  byId("legend").open = window.matchMedia(`(min-width: 801px) and (min-height: ${data.counts.actors > FEW ? 900 : 700}px)`).matches;

  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark";
  function showTheme() {
    byId("theme").textContent = say(isDark() ? "light" : "dark");
    if (scene) drawing.scene(scene);
  }
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
  });
  prefersDark.addEventListener("change", showTheme);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  window.addEventListener("hashchange", () => {
    state = fromHash(data, location.hash, ticks, groups);
    ways.changed();
  });
  showTheme();
  start();

  // What an address asks for may lie outside the view that it names, or names none.
  function start() {
    scene = sceneOf(data, state, counts);
    if (state.chosen && state.view === "first") choose(state.chosen);
    else show();
    drawing.fit();
    // What is chosen is quoted as soon as the quotes are there.
    document.addEventListener("DOMContentLoaded", () => { if (state.chosen) evidence.show(state.chosen, scene.path, counts); });
  }
  return { drawing, data, state: () => state, scene: () => scene, choose };
}
