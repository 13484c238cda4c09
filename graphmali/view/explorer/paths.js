// Who is near whom, through the ties that the filters leave.

// The other ends of an actor's ties, with the ties, the strongest first.
function* steps({ actors }, counts, number) {
  for (const tie of actors[number].ties) {
    if (counts.kept[tie.number]) yield [tie.source === number ? tie.target : tie.source, tie];
  }
}

// Actors within so many steps, in the order in which they are met, each with its distance.
export function around(data, counts, actor, hops, most) {
  const met = new Map([[actor.number, 0]]);
  for (const [number, distance] of met) {
    if (distance === hops) break;
    for (const [other] of steps(data, counts, number)) {
      if (met.size >= most) return met;
      if (!met.has(other)) met.set(other, distance + 1);
    }
  }
  return met;
}

// The fewest steps between two actors: the actors on the way and one tie for each step; null if there is no way.
export function shortest(data, counts, source, target) {
  const from = new Map([[source.number, null]]);
  for (const [number] of from) {
    if (number === target.number) break;
    for (const [other, tie] of steps(data, counts, number)) if (!from.has(other)) from.set(other, [number, tie]);
  }
  if (!from.has(target.number)) return null;
  const path = { actors: [target.number], ties: [] };
  for (let step = from.get(target.number); step; step = from.get(step[0])) {
    path.actors.unshift(step[0]);
    path.ties.unshift(step[1]);
  }
  return path;
}

// Rings around the first actor, wide enough for labels.
export function rings(numbers) {
  const places = new Map([[numbers[0], { x: 0, y: 0 }]]);
  let [ring, index] = [1, 1];
  while (index < numbers.length) {
    const room = Math.max(6, Math.floor(ring * 8));
    const here = numbers.slice(index, index + room);
    here.forEach((number, i) => {
      const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / here.length - Math.PI / 2;
      places.set(number, { x: Math.round(230 * ring * Math.cos(angle)), y: Math.round(150 * ring * Math.sin(angle)) });
    });
    index += here.length;
    ring += 1;
  }
  return places;
}

// One after the other, up and down, so that labels stand apart.
export function row(numbers) {
  return new Map(numbers.map((number, i) => [number, { x: i * 220, y: (i % 2) * 90 }]));
}
