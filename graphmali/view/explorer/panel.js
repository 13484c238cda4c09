// The evidence: what is said of the chosen actor or tie, by whom, when, and in which words.

import { span } from "./counting.js";
import { button, byId, element, mark, SIGNS } from "./elements.js";
import { count, period, say } from "./words.js";

const PAGE = 40; // so many claims are shown at a time

export function panel(data, actions) {
  const place = byId("evidence");
  const nameOf = (number) => data.actors[number].name;
  let counts;

  function claimView(told, number, tie) {
    const [modality, word] = data.modalities[data.claims.modality[number]];
    const document_ = told.document[number];
    const by = told.attribution[number];
    const source = [told.outlet[document_], told.published[document_]].filter(Boolean).join(", ");
    const chip = element("span", `chip ${modality}`, word);
    const sure = say("confidence", { value: told.confidence[number] });
    const when = period(data.dates[data.claims.start[number]], data.dates[data.claims.end[number]]);
    const said = `${nameOf(tie.source)} ${tie.label} ${nameOf(tie.target)}${when ? `, ${when}` : ""}`;
    return element("article", "",
      element("p", "said", said, by < 0 ? "" : say("according", { name: nameOf(by) })),
      context(told.before[number]),
      quoted(told.quote[number], told.marks[number], tie.sign),
      context(told.after[number]),
      element("p", "meta", chip, source || say("unknown"), ` · ${sure}`),
      element("p", "meta", reference(told.title[document_], told.url[document_])));
  }

  // A row that leads from an actor to one of its ties; the number is that of independent origins.
  function tieRow(tie, actor) {
    const it = actor && tie.directed && tie.source !== actor.number;
    const other = nameOf(actor && tie.source === actor.number ? tie.target : actor ? tie.source : tie.target);
    const text = it ? say("target", { source: nameOf(tie.source), relation: tie.label })
      : `${actor ? "" : `${nameOf(tie.source)} `}${tie.label} ${other}`;
    return row(text, String(counts.origins[tie.number]), () => actions.choose({ tie }), tie.sign);
  }

  // The claims of ties that pass the filters; those that do not are counted.
  function claimViews(ties, more = []) {
    const all = [...ties, ...more].flatMap((tie) => range(tie).map((number) => [number, tie]));
    const passing = all.filter(([number]) => counts.passes[number]);
    const told = data.evidence();
    const views = (some) => some.map(([number, tie]) => claimView(told, number, tie));
    const list = element("div", "", ...(told ? views(passing.slice(0, PAGE)) : []));
    const rest = told ? passing.slice(PAGE) : [];
    const next = button("more", () => {
      list.append(...views(rest.splice(0, PAGE)));
      next.textContent = say("more", { count: rest.length });
      next.hidden = !rest.length;
    }, say("more", { count: rest.length }));
    next.hidden = !rest.length;
    const hidden = all.length - passing.length;
    return [element("h3", "", count("claims", passing.length)),
      hidden ? element("p", "meta", count("hidden.claims", hidden)) : "", list, next];
  }

  function endButton(number) {
    return button("end", () => actions.choose({ actor: data.actors[number] }), nameOf(number));
  }

  function tieView(tie) {
    const i = tie.number;
    const chips = element("p", "meta", counts.denied[i] ? element("span", "chip contested", say("contested")) : "");
    const modalities = say("modality.counts", { asserted: counts.asserted[i], alleged: counts.alleged[i], denied: counts.denied[i] });
    chips.append([count("origins", counts.origins[i]), modalities, period(...span(data, counts, tie))].filter(Boolean).join(" · "));
    return [
      element("h2", "", mark(tie.sign), " ", tie.label),
      element("p", "ends", endButton(tie.source), tie.directed ? " → " : " ↔ ", endButton(tie.target)),
      chips, ...claimViews([tie])];
  }

  function bundleView(ties) {
    const list = element("ul", "", ...ties.filter(({ number }) => counts.kept[number]).map((tie) => tieRow(tie, null)));
    return [element("h2", "", count("ties", list.childElementCount)), list];
  }

  function actorView(actor) {
    const ties = actor.ties.filter(({ number }) => counts.kept[number]);
    const also = actor.aliases.slice(0, 6).join(", ");
    const around = element("p", "actions",
      ...[1, 2].map((hops) => button("", () => actions.near(actor, hops), say(`hops.${hops}`))),
      button("", () => actions.pathFrom(actor), say("path.from")));
    const untied = actor.ties.filter(({ number }) => number >= data.made.length);
    return [
      element("h2", "", actor.name),
      element("p", "meta", [data.kinds[actor.kind][1], actor.country].filter(Boolean).join(", ")),
      also ? element("p", "meta", say("also", { names: also })) : "",
      ties.length ? around : "",
      element("h3", "", say("by.origins", { ties: count("ties", ties.length) })),
      element("ul", "", ...ties.map((tie) => tieRow(tie, actor))),
      ...claimViews(ties, untied)];
  }

  function pathView([source, target], path) {
    const heading = element("h2", "", say("path", { source: source.name, target: target.name }));
    if (!path) return [heading, element("p", "meta", say("path.no"))];
    return [heading, element("p", "meta", count("path.steps", path.ties.length)),
      element("ul", "", ...path.ties.map((tie) => tieRow(tie, null))), ...claimViews(path.ties)];
  }

  function startView() {
    const first = data.actors.filter((actor) => actor.ties.length).slice(0, 12);
    return [element("h2", "", say("evidence")), element("p", "meta", say("evidence.choose")),
      element("h3", "", say("prominent")),
      element("ul", "", ...first.map((actor) => row(actor.name, count("ties", actor.ties.filter(({ number }) => counts.kept[number]).length),
        () => actions.choose({ actor }))))];
  }

  return {
    say: (text) => place.replaceChildren(element("h2", "", say("evidence")), element("p", "", text)),
    show(chosen, path, counted) {
      counts = counted;
      const parts = chosen?.tie ? tieView(chosen.tie) : chosen?.bundle ? bundleView(chosen.bundle)
        : chosen?.path ? pathView(chosen.path, path) : chosen?.actor ? actorView(chosen.actor) : startView();
      place.replaceChildren(...parts.filter((part) => part !== ""));
      place.scrollTop = 0;
    },
  };
}

const range = ({ start, stop }) => Array.from({ length: stop - start }, (_, i) => start + i);

function row(text, number, act, sign) {
  return element("li", "", button("row", act,
    sign === undefined ? null : mark(sign), element("span", "", text), element("span", "number", number)));
}

const context = (text) => (text && text.trim() ? element("p", "context", text.trim()) : "");

// The quote, with the two ends marked in it; marks are offsets, start and end of each.
function quoted(text, marks, sign) {
  const quote = element("blockquote", SIGNS[sign]);
  let done = 0;
  for (let i = 0; i < marks.length; i += 2) {
    quote.append(text.slice(done, marks[i]), element("mark", "", text.slice(marks[i], marks[i + 1])));
    done = marks[i + 1];
  }
  quote.append(text.slice(done));
  return quote;
}

function reference(title, url) {
  if (!url || !/^https?:/i.test(url)) return title ?? "";
  const link = element("a", "", title || url);
  link.href = url;
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  return link;
}
