// The page's data as objects; content.py says what the columns are.

const json = (id) => JSON.parse(document.getElementById(id).textContent);
const column = (value, count) => (Array.isArray(value) ? value : new Array(count).fill(value));
const rows = (table, count) => Object.entries(table).map(([name, value]) => [name, column(value, count)]);

export const ASSERTED = 0;
export const ALLEGED = 1;
export const DENIED = 5;

export function read() {
  const raw = json("tables");
  const actors = raw.actors.id.map((_, number) => ({ number, ties: [] }));
  for (const [name, values] of rows(raw.actors, actors.length)) actors.forEach((actor, i) => { actor[name] = values[i]; });
  const ties = raw.ties.source.map((_, number) => ({ number }));
  for (const [name, values] of rows(raw.ties, ties.length)) ties.forEach((tie, i) => { tie[name] = values[i]; });
  let next = 0;
  for (const tie of ties) {
    [tie.name, tie.label, tie.sign, tie.directed] = raw.types[tie.type];
    [tie.start, tie.stop] = [next, next + tie.claims];
    next = tie.stop;
    actors[tie.source].ties.push(tie);
    if (tie.target !== tie.source) actors[tie.target].ties.push(tie);
  }
  const claims = Object.fromEntries(Object.entries(raw.claims)
    .map(([name, values]) => [name, Array.isArray(values) ? Uint32Array.from(values) : new Uint32Array(next).fill(values)]));
  let [origins, told] = [0, null];
  claims.origin = claims.origin.map((back) => (back === 0 ? origins++ : origins - back));
  return {
    ...raw, actors, ties, claims,
    made: ties.slice(0, raw.counts.ties),
    origins,
    actorById: new Map(actors.map((actor) => [actor.id, actor])),
    tieById: new Map(ties.map((tie) => [tieId({ actors }, tie), tie])),
    // The quotes stand last in the page, which answers before a browser has read them; null until then.
    evidence: () => (document.readyState === "loading" ? null : (told ??= evidence(next))),
  };
}

export function tieId({ actors }, tie) {
  return `${actors[tie.source].id} ${tie.name} ${actors[tie.target].id}`;
}

function evidence(count) {
  const { outlet, title, published, url, ...raw } = json("words-of-claims");
  const claims = Object.fromEntries(rows(raw, count));
  const documents = claims.document.reduce((most, number) => Math.max(most, number + 1), 0);
  return { ...claims, ...Object.fromEntries(rows({ outlet, title, published, url }, documents)) };
}
