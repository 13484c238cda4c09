// Boxes to tick: relation, sign, modality, kind, and how many independent origins.

import { button, byId, element, SIGNS } from "./elements.js";
import { nothing } from "./counting.js";
import { say } from "./words.js";

export function filters(data, state, changed) {
  const boxes = [];

  function box(set, value, label, number) {
    const input = element("input");
    input.type = "checkbox";
    input.addEventListener("change", () => {
      if (input.checked) state().filter[set].delete(value);
      else state().filter[set].add(value);
      changed();
    });
    boxes.push([input, set, value]);
    return element("label", "", input, " ", label, number === undefined ? "" : element("span", "number", String(number)));
  }

  function fieldset(title, set, rows) {
    const all = (on) => button("", () => {
      for (const [value] of rows) state().filter[set][on ? "delete" : "add"](value);
      changed();
    }, say(on ? "all" : "none"));
    const labels = rows.map(([value, label, number]) => box(set, value, label, number));
    return element("fieldset", set, element("legend", "", title), element("p", "both", all(true), all(false)), ...labels);
  }

  const total = (pick) => data.made.reduce((sums, tie) => {
    for (const key of pick(tie)) sums.set(key, (sums.get(key) ?? 0) + 1);
    return sums;
  }, new Map());
  const byType = total((tie) => [tie.name]);
  const bySign = total((tie) => [String(tie.sign)]);
  const byKind = total((tie) => new Set([tie.source, tie.target].map((end) => data.kinds[data.actors[end].kind][0])));
  const rows = (names, sums) => names.filter(([value]) => sums.has(value)).map(([value, label]) => [value, label, sums.get(value)])
    .sort((a, b) => b[2] - a[2]);
  const least = element("input");
  [least.type, least.min, least.max, least.step] = ["number", "1", "999", "1"];
  least.addEventListener("change", () => {
    state().filter.least = Math.min(999, Math.max(1, Math.floor(Number(least.value) || 1)));
    changed();
  });
  byId("filtering").append(
    fieldset(say("relation"), "types", rows(data.types, byType)),
    fieldset(say("sign"), "signs", rows([1, 0, -1].map((sign) => [String(sign), say(SIGNS[sign])]), bySign)),
    fieldset(say("modality"), "modalities", data.modalities),
    fieldset(say("kind"), "kinds", rows(data.kinds, byKind)),
    element("p", "", element("label", "", `${say("least")} `, least)),
    button("", () => {
      const { since, until } = state().filter;
      state().filter = { ...nothing(), since, until };
      changed();
    }, say("reset")));
  byId("filtering").addEventListener("submit", (event) => event.preventDefault());

  return {
    show() {
      const { filter } = state();
      for (const [input, set, value] of boxes) input.checked = !filter[set].has(value);
      if (document.activeElement !== least) least.value = String(filter.least);
    },
  };
}
