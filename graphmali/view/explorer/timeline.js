// Two sliders over the months (years, where they are many) that claims speak of, and a button that lets time run.

import { byId } from "./elements.js";
import { say } from "./words.js";

const MANY = 600;
const PACE = 500; // milliseconds a step

export function ticksOf({ dates }) {
  const known = dates.filter((date) => date && date !== "open");
  if (!known.length) return [];
  const [first, last] = [known[0], known.reduce((most, date) => (date > most ? date : most))];
  const years = range(Number(first.slice(0, 4)), Number(last.slice(0, 4)));
  if (years.length * 12 > MANY) return years.map(String);
  const months = years.flatMap((year) => range(1, 12).map((month) => `${year}-${String(month).padStart(2, "0")}`));
  // A bare year is all its months.
  const end = last.length === 4 ? `${last}-12` : last.slice(0, 7);
  const latest = known.some((date) => date.length === 4 && date === end.slice(0, 4)) ? `${end.slice(0, 4)}-12` : end;
  const earliest = known.some((date) => date === first.slice(0, 4)) ? `${first.slice(0, 4)}-01` : first.slice(0, 7);
  return months.filter((month) => month >= earliest && month <= latest);
}

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

export function timeline(ticks, state, changed) {
  const [since, until, play] = ["since", "until", "play"].map(byId);
  let running = null;
  const most = Math.max(0, ticks.length - 1);
  for (const slider of [since, until]) {
    [slider.min, slider.max, slider.step] = ["0", String(most), "1"];
    slider.disabled = ticks.length < 2;
  }
  play.disabled = ticks.length < 2;

  // A slider at its end asks for nothing, so that what has no date counts too.
  function set(from, to) {
    state().filter.since = from > 0 ? ticks[from] : null;
    state().filter.until = to < most ? ticks[to] : null;
    changed();
  }

  since.addEventListener("input", () => set(Math.min(Number(since.value), Number(until.value)), Number(until.value)));
  until.addEventListener("input", () => set(Number(since.value), Math.max(Number(since.value), Number(until.value))));

  function stop() {
    clearInterval(running);
    running = null;
    play.textContent = say("play");
  }

  play.addEventListener("click", () => {
    if (running !== null) return stop();
    const from = Number(since.value);
    if (Number(until.value) >= most) set(from, Math.min(from, most - 1));
    play.textContent = say("pause");
    running = setInterval(() => {
      const next = Number(until.value) + Math.max(1, Math.round(most / 120));
      set(from, Math.min(next, most));
      if (next >= most) stop();
    }, PACE);
    return undefined;
  });

  return {
    show() {
      const { filter } = state();
      since.value = String(filter.since ? ticks.indexOf(filter.since) : 0);
      until.value = String(filter.until ? ticks.indexOf(filter.until) : most);
      const [from, to] = [since, until].map((slider) => ticks[Number(slider.value)] ?? "");
      since.setAttribute("aria-valuetext", from);
      until.setAttribute("aria-valuetext", to);
      const narrowed = filter.since || filter.until;
      byId("period").textContent = ticks.length
        ? `${from === to ? from : say("period", { first: from, last: to })} · ${say(narrowed ? "undated" : "always")}` : say("always");
    },
  };
}
