// The same ties as a table, for those who would rather read than look.

import { span } from "./counting.js";
import { button, byId, element, SIGNS } from "./elements.js";
import { say } from "./words.js";

const STEP = 50;
const COLUMNS = ["source", "relation", "target", "sign", "origins", "asserted", "alleged", "denied", "first", "last"];

export function table(data, choose) {
  const place = byId("table");
  const [head, body, more] = [place.querySelector("thead"), place.querySelector("tbody"), byId("more")];
  let [kept, counts] = [[], null];
  const headings = COLUMNS.map((name) => {
    const cell = element("th", "", say(`table.${name}`));
    cell.scope = "col";
    return cell;
  });
  head.append(element("tr", "", ...headings));

  function line(tie) {
    const i = tie.number;
    const [first, last] = span(data, counts, tie);
    const end = (number) => button("link", () => choose({ actor: data.actors[number] }), data.actors[number].name);
    const cells = [end(tie.source), button("link", () => choose({ tie }), tie.label), end(tie.target), say(SIGNS[tie.sign]),
      counts.origins[i], counts.asserted[i], counts.alleged[i], counts.denied[i], first ?? "", last ?? ""];
    return element("tr", "", ...cells.map((cell) => element("td", typeof cell === "number" ? "figure" : "", typeof cell === "number" ? String(cell) : cell)));
  }

  function grow() {
    const shown = body.childElementCount;
    body.append(...kept.slice(shown, shown + STEP).map(line));
    more.hidden = body.childElementCount >= kept.length;
  }

  more.addEventListener("click", grow);
  return {
    show(counted) {
      counts = counted;
      kept = data.made.filter(({ number }) => counts.kept[number]).sort((a, b) => counts.origins[b.number] - counts.origins[a.number] || a.number - b.number);
      body.replaceChildren();
      grow();
    },
  };
}
