// What the claims that the filters leave add up to; the rules are those of resolution/ties.py and analysis/views.py.

import { ALLEGED, ASSERTED, DENIED } from "./data.js";

export const nothing = () => ({
  types: new Set(), signs: new Set(), modalities: new Set(), kinds: new Set(), least: 1, since: null, until: null,
});

// The sets of a filter hold what is switched off.
export function recount(data, filter) {
  const { claims, ties, actors } = data;
  const inPeriod = periodOf(data, filter);
  const passes = new Uint8Array(claims.modality.length);
  const sums = () => new Uint32Array(ties.length);
  const counts = { passes, origins: sums(), asserted: sums(), alleged: sums(), denied: sums(), told: sums(), kept: new Uint8Array(ties.length), hidden: 0 };
  const seen = new Uint32Array(data.origins);
  const off = data.modalities.map(([name]) => filter.modalities.has(name));
  for (const tie of ties) {
    const i = tie.number;
    for (let claim = tie.start; claim < tie.stop; claim += 1) {
      const modality = claims.modality[claim];
      if (off[modality] || !inPeriod(claim)) continue;
      passes[claim] = 1;
      counts.told[i] += 1;
      if (modality === DENIED) counts.denied[i] += 1;
      if (modality > ALLEGED) continue;
      if (modality === ASSERTED) counts.asserted[i] += 1;
      else counts.alleged[i] += 1;
      if (seen[claims.origin[claim]] !== i + 1) counts.origins[i] += 1;
      seen[claims.origin[claim]] = i + 1;
    }
    const allowed = !filter.types.has(tie.name) && !filter.signs.has(String(tie.sign))
      && [tie.source, tie.target].every((end) => !filter.kinds.has(data.kinds[actors[end].kind][0]));
    counts.kept[i] = allowed && counts.origins[i] >= Math.max(1, filter.least) ? 1 : 0;
  }
  counts.hidden = data.made.reduce((sum, tie) => sum + (counts.kept[tie.number] ? 0 : 1), 0);
  return counts;
}

function periodOf({ claims, dates }, { since, until }) {
  if (since === null && until === null) return () => true;
  const late = dates.map((date) => date !== null && (since === null || date === "open" || overlap(date, since) >= 0));
  const early = dates.map((date) => date !== null && (until === null || date === "open" || overlap(date, until) <= 0));
  return (claim) => {
    const begin = claims.start[claim] || claims.end[claim] || claims.published[claim];
    const finish = claims.end[claim] || claims.start[claim] || claims.published[claim];
    return late[finish] && early[begin];
  };
}

// How two partial dates compare, a partial date standing for all of it.
function overlap(one, other) {
  const length = Math.min(one.length, other.length);
  const [a, b] = [one.slice(0, length), other.slice(0, length)];
  return a < b ? -1 : a > b ? 1 : 0;
}

// The earliest start and the latest end of the claims that count.
export function span({ claims, dates }, counts, tie) {
  let [first, last] = [null, null];
  for (let claim = tie.start; claim < tie.stop; claim += 1) {
    if (!counts.passes[claim] || claims.modality[claim] > ALLEGED) continue;
    const start = dates[claims.start[claim]];
    const end = dates[claims.end[claim] || claims.start[claim]];
    if (start && (first === null || start < first)) first = start;
    if (end && (last === null || end > last)) last = end; // "open" sorts after every date
  }
  return [first, last];
}
