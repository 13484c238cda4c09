"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const SIGNS = { 1: "positive", 0: "neutral", "-1": "negative" };
  const MARKS = { 1: "+", 0: "·", "-1": "−" };
  const claimsOf = {};
  const tiesOf = {};
  for (const [id, claim] of Object.entries(data.claims)) {
    for (const actor of new Set([claim.source, claim.target, claim.attribution])) {
      if (actor) (claimsOf[actor] ||= []).push(id);
    }
  }
  for (const [id, tie] of Object.entries(data.ties)) {
    for (const actor of new Set([tie.source, tie.target])) (tiesOf[actor] ||= []).push(id);
  }
  for (const ids of Object.values(tiesOf)) ids.sort((a, b) => data.ties[b].origins - data.ties[a].origins);

  // Whatever comes from a document becomes text, never markup.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }
  const nameOf = (actor) => data.actors[actor].name;
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // The drawing

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const font = getComputedStyle(document.body).fontFamily;
  let shown = new Set(data.first);
  let lit = null; // {actors, ties} that stand out, or null: all do

  function nodeLook(node) {
    const faint = lit && !lit.actors.has(node.id);
    return {
      ...node,
      hidden: !shown.has(node.id),
      opacity: faint ? 0.25 : 1,
      color: { background: colour("node"), border: colour("page"), highlight: { background: colour("node"), border: colour("accent") } },
      font: { color: faint ? colour("soft") + "55" : colour("ink"), strokeColor: colour("page") },
    };
  }
  function edgeLook(edge) {
    const tie = data.ties[edge.id];
    const faint = lit && !lit.ties.has(edge.id);
    const shade = colour(SIGNS[tie.sign]);
    return {
      ...edge,
      hidden: !(shown.has(edge.from) && shown.has(edge.to)),
      color: { color: shade, highlight: shade, hover: shade, opacity: faint ? 0.1 : tie.asserted ? 0.9 : 0.4 },
      font: { color: shade, background: colour("page") },
      scaling: { label: { drawThreshold: faint ? 1e9 : lit || !crowded ? 5 : 11 } },
    };
  }
  const crowded = data.edges.length > 25;
  const nodes = new vis.DataSet(data.nodes.map(nodeLook));
  const edges = new vis.DataSet(data.edges.map(edgeLook));
  const network = new vis.Network(byId("canvas"), { nodes, edges }, {
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 1e9, keyboard: false, hideEdgesOnDrag: data.edges.length > 500 },
    nodes: {
      borderWidth: 2,
      font: { face: font, size: 16, strokeWidth: 4, vadjust: -3 },
      widthConstraint: { maximum: 140 },
      scaling: { label: { drawThreshold: 6 } },
    },
    edges: {
      font: { face: font, size: 11, strokeWidth: 0, align: "middle" },
      selectionWidth: 1.5,
      hoverWidth: 0.5,
      arrowStrikethrough: false,
    },
  });
  const fit = () => network.fit({ nodes: [...shown], animation: false });
  // Until the reader moves the picture, it follows the size of its frame.
  let untouched = true;
  for (const event of ["zoom", "dragStart", "selectNode"]) network.once(event, () => { untouched = false; });
  network.on("resize", () => { if (untouched) fit(); });
  function repaint() {
    nodes.update(data.nodes.map(nodeLook));
    edges.update(data.edges.map(edgeLook));
  }

  // The evidence

  const panel = byId("evidence");
  function show(...parts) {
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
  }
  function row(text, number, act, sign) {
    const mark = sign === undefined ? null : element("span", `sign ${SIGNS[sign]}`, MARKS[sign]);
    const button = element("button", "row", mark, element("span", "", text), element("span", "number", number));
    button.type = "button";
    button.addEventListener("click", act);
    return element("li", "", button);
  }
  function period(first, last) {
    if (!first && !last) return "";
    if (last === "open") return first ? `since ${first}` : "ongoing";
    return first && last && first !== last ? `${first} to ${last}` : first || last;
  }
  function claimView(claim) {
    const attribution = claim.attribution ? `, according to ${nameOf(claim.attribution)}` : "";
    const source = [claim.outlet, claim.published].filter(Boolean).join(", ");
    const meta = element("p", "meta", element("span", `chip ${claim.modality}`, claim.modality), source || "source unknown");
    const about = element("p", "meta");
    if (claim.url && /^https?:/i.test(claim.url)) {
      const link = element("a", "", claim.title || claim.url);
      link.href = claim.url;
      link.rel = "noopener noreferrer nofollow";
      link.target = "_blank";
      about.append(link);
    } else if (claim.title) about.append(claim.title);
    const when = period(claim.start, claim.end);
    const said = `${nameOf(claim.source)} ${claim.label} ${nameOf(claim.target)}${when ? `, ${when}` : ""}${attribution}`;
    return element("article", "", element("p", "said", said), element("blockquote", SIGNS[claim.sign], claim.quote), meta, about);
  }
  const claimViews = (ids) => ids.map((id) => claimView(data.claims[id]));

  function showTie(id) {
    const tie = data.ties[id];
    const ends = [tie.source, tie.target].map((actor) => {
      const button = element("button", "end", nameOf(actor));
      button.type = "button";
      button.addEventListener("click", () => select("actor", actor));
      return button;
    });
    const arrow = tie.directed ? "→" : "↔";
    const chips = element("p", "meta");
    if (tie.denied) chips.append(element("span", "chip contested", "contested"));
    chips.append([plural(tie.origins, "independent origin"), `${tie.asserted} asserted`, `${tie.alleged} alleged`,
      `${tie.denied} denied`, period(tie.first, tie.last)].filter(Boolean).join(" · "));
    show(
      element("h2", "", element("span", `sign ${SIGNS[tie.sign]}`, MARKS[tie.sign], " "), tie.label),
      element("p", "", ends[0], ` ${arrow} `, ends[1]), chips,
      element("h3", "", plural(tie.claims.length, "claim")), ...claimViews(tie.claims),
    );
  }
  function showActor(id) {
    const actor = data.actors[id];
    const ties = tiesOf[id] || [];
    const claims = claimsOf[id] || [];
    const list = element("ul", "", ...ties.map((tieId) => {
      const tie = data.ties[tieId];
      const out = tie.source === id;
      const text = tie.directed && !out ? `${nameOf(tie.source)} ${tie.label} it` : `${tie.label} ${nameOf(out ? tie.target : tie.source)}`;
      return row(text, `${tie.origins}`, () => select("tie", tieId), tie.sign);
    }));
    const also = actor.aliases.slice(0, 6).join(", ");
    show(
      element("h2", "", actor.name),
      element("p", "meta", [actor.kind, actor.country].filter(Boolean).join(", ")),
      also ? element("p", "meta", `also ${also}`) : "",
      element("h3", "", `${plural(ties.length, "tie")}, by independent origins`), list,
      element("h3", "", plural(claims.length, "claim")), ...claimViews(claims),
    );
  }
  function showStart() {
    const list = element("ul", "", ...data.order.slice(0, 12).map((id) =>
      row(nameOf(id), plural((tiesOf[id] || []).length, "tie"), () => select("actor", id))));
    show(element("h2", "", "Evidence"),
      element("p", "meta", "Choose an actor or a tie to read who says so, when, and in which words."),
      element("h3", "", "Most prominent"), list);
  }

  // Choosing

  function select(kind, id) {
    const ties = kind === "tie" ? [id] : kind === "actor" ? tiesOf[id] || [] : [];
    const actors = ties.flatMap((tie) => [data.ties[tie].source, data.ties[tie].target]);
    lit = kind ? { ties: new Set(ties), actors: new Set(kind === "actor" ? [id, ...actors] : actors) } : null;
    if (lit) for (const actor of lit.actors) if (nodes.get(actor)) shown.add(actor);
    repaint();
    tellHidden();
    network.unselectAll();
    if (kind === "actor") {
      if (nodes.get(id)) network.selectNodes([id], false);
      showActor(id);
    } else if (kind === "tie") {
      if (edges.get(id)) network.selectEdges([id]);
      showTie(id);
    } else showStart();
  }
  network.on("click", (event) => {
    if (event.nodes.length) select("actor", event.nodes[0]);
    else if (event.edges.length) select("tie", event.edges[0]);
    else select(null);
  });

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const known = Object.entries(data.actors).map(([id, actor]) => ({ id, names: [actor.name, ...actor.aliases].map(plain) }));
  const rankOf = new Map(data.order.map((id, index) => [id, index]));
  known.sort((a, b) => (rankOf.get(a.id) ?? 1e9) - (rankOf.get(b.id) ?? 1e9));
  byId("names").append(...known.map(({ id }) => {
    const option = document.createElement("option");
    option.value = nameOf(id);
    return option;
  }));
  function find(exact) {
    const wanted = plain(byId("search").value);
    byId("found").textContent = "";
    if (!wanted) return;
    const hit = known.find(({ names }) => names[0] === wanted) || known.find(({ names }) => names.includes(wanted))
      || (exact ? null : known.find(({ names }) => names.some((name) => name.includes(wanted))));
    if (hit) {
      select("actor", hit.id);
      if (nodes.get(hit.id)) network.focus(hit.id, { scale: Math.max(network.getScale(), 1.1), animation: false });
    } else if (!exact) byId("found").textContent = "No such actor";
  }
  byId("search").addEventListener("input", () => find(true));
  byId("search").addEventListener("keydown", (event) => { if (event.key === "Enter") find(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") select(null); });

  // The frame

  function tellHidden() {
    const hidden = data.nodes.length - shown.size;
    byId("all").hidden = hidden === 0;
    byId("all").textContent = `Show all ${data.nodes.length} actors`;
  }
  byId("all").addEventListener("click", () => {
    shown = new Set(data.order);
    repaint();
    tellHidden();
    fit();
  });
  byId("fit").addEventListener("click", fit);
  const { counts } = data;
  byId("counts").textContent = ["actor", "tie", "claim", "document"].map((word) => plural(counts[`${word}s`], word)).join(" · ");
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  tellHidden();
  showStart();
  fit();
  window.explorer = { network, select };
})();
