// Finding an actor by any of its names, with suggestions that arrow keys walk through.

import { byId, element, plain } from "./elements.js";
import { count, say } from "./words.js";

const MOST = 8;

export function search(data, choose) {
  const [input, list, found] = ["search", "suggestions", "found"].map(byId);
  let known = null;
  let [hits, at] = [[], -1];

  // Names that begin so come before those that have it inside; more important actors come first.
  function match(wanted) {
    known ??= data.actors.map((actor) => [actor, [actor.name, ...actor.aliases].map(plain)]);
    const ranks = [(name) => name === wanted, (name) => name.startsWith(wanted), (name) => name.includes(` ${wanted}`), (name) => name.includes(wanted)];
    const places = ranks.map(() => []);
    for (const [actor, names] of known) {
      const rank = ranks.findIndex((fits) => names.some(fits));
      if (rank >= 0) places[rank].push(actor);
    }
    return places.flat().slice(0, MOST);
  }

  function close() {
    [hits, at] = [[], -1];
    list.hidden = true;
    list.replaceChildren();
    input.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    at = (to + hits.length) % hits.length;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function suggest() {
    const wanted = plain(input.value);
    close();
    found.textContent = "";
    if (!wanted) return;
    hits = match(wanted);
    found.textContent = hits.length ? count("found", hits.length) : say("nobody");
    list.replaceChildren(...hits.map((actor, i) => {
      const option = element("li", "", element("span", "", actor.name), element("span", "number", data.kinds[actor.kind][1]));
      option.id = `suggestion-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(actor);
      });
      return option;
    }));
    list.hidden = !hits.length;
  }

  function take(actor) {
    input.value = actor.name;
    close();
    found.textContent = "";
    choose(actor);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && hits.length) {
      close();
      event.stopPropagation();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && input.value) {
      event.preventDefault();
      if (!hits.length) suggest();
      if (hits.length) point(event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1);
    } else if (event.key === "Enter") {
      if (!hits.length) suggest();
      if (hits.length) take(hits[Math.max(at, 0)]);
    }
  });
}
