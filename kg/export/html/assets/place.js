// Where things stand that were not drawn at first, and the shortest path between two.

const GAP = 110;

// Free places in rings around a centre; `taken` are the points that are occupied, and gets the new ones too.
function placesAround(centre, count, taken) {
  const found = [];
  for (let ring = 1; found.length < count && ring < 40; ring += 1) {
    const radius = ring * GAP * 1.3;
    const slots = Math.floor((2 * Math.PI * radius) / (GAP * 1.35));
    for (let slot = 0; slot < slots && found.length < count; slot += 1) {
      const angle = (2 * Math.PI * slot) / slots + ring * 0.7;
      const point = { x: Math.round(centre.x + radius * Math.cos(angle)), y: Math.round(centre.y + radius * Math.sin(angle) * 0.8) };
      const free = taken.every((other) => Math.abs(other.x - point.x) > GAP || Math.abs(other.y - point.y) > 50);
      if (!free) continue;
      found.push(point);
      taken.push(point);
    }
  }
  return found;
}

// The edges of a shortest path between two things along what the filters leave, or null.
function shortestPath(from, to) {
  const cameBy = new Map([[from, null]]);
  let front = [from];
  while (front.length && !cameBy.has(to)) {
    const next = [];
    for (const place of front) {
      for (const edge of things[place].edges) {
        const other = edge.s === place ? edge.o : edge.s;
        if (cameBy.has(other) || !edgeAllowed(edge)) continue;
        cameBy.set(other, [edge, place]);
        next.push(other);
      }
    }
    front = next;
  }
  if (!cameBy.has(to)) return null;
  const edges = [];
  for (let step = cameBy.get(to); step; step = cameBy.get(step[1])) edges.unshift(step[0]);
  return edges;
}
