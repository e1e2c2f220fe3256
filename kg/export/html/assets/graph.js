// The graph, drawn by vis-network; nodes and labels by us, so that they keep a readable size at every zoom.

const nodeId = (place) => `n${place}`;
const placeOf = (id) => Number(id.slice(1));
const BATCH = 24;

let chosenByHand = false;
let placedOnce = false;
let network = null;
let nodes = null;
let edges = null;
let colors = {};
const lit = { nodes: null, edges: new Set(), chosen: new Set(), hoverNode: null, hoverEdge: null };
const frame = { scale: 1, labels: new Map(), boxes: [] };
const labelWidths = new Map();
const pairs = new Map();

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "card", "ink", "soft", "edge", "talk", "accent", "halo", "shade"];
  colors = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

// ---- edges

// Parallel edges bend apart; the bend does not depend on the direction.
function bend(edge) {
  if (edge.s === edge.o) return { enabled: true, type: "curvedCW", roundness: 0.4 };
  const pair = `${Math.min(edge.s, edge.o)}-${Math.max(edge.s, edge.o)}`;
  if (!pairs.has(pair)) pairs.set(pair, []);
  const siblings = pairs.get(pair);
  if (!siblings.includes(edge.id)) siblings.push(edge.id);
  const number = siblings.indexOf(edge.id);
  if (!number) return { enabled: true, type: "curvedCW", roundness: 0.06 };
  const clockwise = (number % 2 === 1) !== edge.s < edge.o;
  return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: 0.12 + 0.09 * number };
}

function edgeColor(edge) {
  const base = edge.sort === "t" ? colors.talk : colors.edge;
  if (lit.edges.has(edge.id)) return { color: edge.sort === "t" ? colors.talk : colors.accent, opacity: 1 };
  if (lit.hoverEdge === edge.id) return { color: colors.ink, opacity: 1 };
  if (lit.nodes) return { color: base, opacity: 0.13 };
  return { color: base, opacity: edge.sort === "t" ? 0.6 : 0.85 };
}

function edgeLook(edge) {
  const strength = edge.sort === "t" ? edge.claims.length : relations[edge.number].st.length;
  const wide = lit.edges.has(edge.id) || lit.hoverEdge === edge.id ? 1.2 : 0;
  const { color, opacity } = edgeColor(edge);
  return { id: edge.id, width: 1.1 + Math.min(1.6, 0.4 * Math.log2(strength)) + wide, color: { color, highlight: color, hover: color, opacity, inherit: false } };
}

function edgeName(edge) {
  return edge.sort === "t" ? TALK : labelled(relations[edge.number].p);
}

function isTwoWay(edge) {
  return edge.sort === "r" && DATA.symmetric.includes(relations[edge.number].p);
}

function visEdge(edge) {
  return { from: nodeId(edge.s), to: nodeId(edge.o), dashes: edge.sort === "t" ? [5, 5] : false, smooth: bend(edge), arrows: isTwoWay(edge) ? { to: { enabled: true }, from: { enabled: true, scaleFactor: 0.5 } } : undefined, ...edgeLook(edge) };
}

// ---- nodes

const MOST_EDGES = things.reduce((most, thing) => Math.max(most, thing.edges.length), 10);

function radiusOf(place) {
  return 11 + 13 * Math.sqrt(things[place].edges.length / MOST_EDGES);
}

// Nodes grow slower than the zoom: small when all is seen, never huge.
const grow = () => Math.min(1.7, Math.max(0.42, Math.sqrt(frame.scale)));
const labelSize = () => Math.min(15, Math.max(11.5, 12.5 * Math.sqrt(frame.scale)));
const screenRadius = (place) => radiusOf(place) * grow();

const isRinged = (place) => lit.chosen.has(place) || lit.hoverNode === place;
const outerRadius = (place) => screenRadius(place) * (isRinged(place) ? 1.28 : 1) + (isRinged(place) ? 4 : 0);

function isDim(place) {
  return lit.nodes !== null && !lit.nodes.has(place) && lit.hoverNode !== place;
}

const LINE = 20;
const lineCache = new Map();

// A label in as few lines of about the same length as it needs, three at most.
function linesOf(place) {
  if (!lineCache.has(place)) lineCache.set(place, wrap(things[place].label.replace(/\s+/g, " ").trim()));
  return lineCache.get(place);
}

function wrap(label) {
  const count = Math.min(3, Math.ceil([...label].length / LINE));
  const most = Math.max(LINE * 0.6, [...label].length / count + 3);
  const lines = [""];
  for (const word of label.split(" ")) {
    const last = lines[lines.length - 1];
    if (!last) lines[lines.length - 1] = word;
    else if (lines.length < count && [...last].length + [...word].length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => ([...line].length > LINE + 6 ? `${[...line].slice(0, LINE + 5).join("").trimEnd()}…` : line));
}

// The width of a label at a size of one pixel.
function labelWidth(context, place) {
  if (!labelWidths.has(place)) {
    context.font = `600 100px ${FONT}`;
    labelWidths.set(place, Math.max(...linesOf(place).map((line) => context.measureText(line).width)) / 100);
  }
  return labelWidths.get(place);
}

const FONT = 'system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

// vis-network learns a custom shape's size and box too late or not at all; it needs them to know what is in view.
function measure(place, radius) {
  const { shape, x, y } = network.body.nodes[nodeId(place)];
  const half = radius / frame.scale;
  shape.width = shape.height = shape.customSizeWidth = shape.customSizeHeight = 2 * half;
  Object.assign(shape.boundingBox, { left: x - half, right: x + half, top: y - half, bottom: y + 2 * half });
}

const LEADING = 1.18;
const SIDES = ["below", "above", "right", "left"];

function labelBox(side, x, y, radius, wide, high) {
  if (side === "below") return [x - wide / 2 - 2, y + radius + 2, x + wide / 2 + 2, y + radius + 4 + high];
  if (side === "above") return [x - wide / 2 - 2, y - radius - 4 - high, x + wide / 2 + 2, y - radius - 2];
  if (side === "right") return [x + radius + 3, y - high / 2, x + radius + 7 + wide, y + high / 2];
  return [x - radius - 7 - wide, y - high / 2, x - radius - 3, y + high / 2];
}

// Decides, before each frame, which labels are drawn: the important first, and none over another.
function placeLabels(context) {
  frame.scale = network.getScale();
  frame.labels.clear();
  const size = labelSize();
  const shown = nodes.getIds({ filter: (node) => !node.hidden }).map(placeOf);
  const positions = network.getPositions(shown.map(nodeId));
  const points = shown.map((place) => {
    const { x, y } = positions[nodeId(place)];
    return { place, x: x * frame.scale, y: y * frame.scale, radius: outerRadius(place) };
  });
  for (const { place, radius } of points) measure(place, radius);
  const boxes = points.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
  frame.boxes = boxes;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const [left, top] = [corner.x * frame.scale, corner.y * frame.scale];
  const [right, bottom] = [left + $("canvas").clientWidth, top + $("canvas").clientHeight];
  const seen = (box) => box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;
  const urgency = ({ place }) => (lit.hoverNode === place ? 4 : lit.chosen.has(place) ? 3 : lit.nodes && lit.nodes.has(place) ? 2 : 1);
  const order = points.map((point, i) => i).sort((a, b) => urgency(points[b]) - urgency(points[a]) || things[points[b].place].edges.length - things[points[a].place].edges.length || a - b);
  for (const i of order) {
    const { place, x, y, radius } = points[i];
    const wide = labelWidth(context, place) * size;
    const high = linesOf(place).length * size * LEADING;
    const clear = (box) => (seen(box) || !seen([x, y, x, y])) && boxes.every((other, j) => j === i || box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    const choices = SIDES.map((side) => [side, labelBox(side, x, y, radius, wide, high)]);
    const free = choices.find(([, box]) => clear(box)) || (urgency(points[i]) > 2 ? choices[0] : null);
    if (!free) continue;
    boxes.push(free[1]);
    frame.labels.set(place, free[0]);
  }
  if (display.communities) drawCommunities(context, points);
}

function drawCommunities(context, points) {
  const groups = new Map();
  for (const point of points) {
    const key = things[point.place].group;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(point);
  }
  context.save();
  context.scale(1 / frame.scale, 1 / frame.scale);
  context.lineJoin = "round";
  context.globalAlpha = lit.nodes ? 0.4 : 1;
  for (const [key, members] of groups) {
    if (members.length < 3 || !joined(members)) continue;
    context.fillStyle = context.strokeStyle = `hsl(${(key * 137.5) % 360} ${colors.shade})`;
    context.lineWidth = 70 * grow();
    context.beginPath();
    hull(members).forEach(({ x, y }, i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.fill();
    context.stroke();
  }
  context.restore();
}

// A community whose drawn members have lines between them is worth a shade.
function joined(members) {
  const group = new Set(members.map(({ place }) => place));
  return members.some(({ place }) => things[place].edges.some((edge) => edge.s !== edge.o && group.has(edge.s) && group.has(edge.o)));
}

function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function drawNode({ ctx: context, id, x, y }) {
  const place = placeOf(id);
  const radius = screenRadius(place) / frame.scale;
  const pixel = 1 / frame.scale;
  return {
    drawNode() {
      context.globalAlpha = isDim(place) ? 0.2 : 1;
      if (isRinged(place)) {
        context.beginPath();
        context.arc(x, y, outerRadius(place) * pixel, 0, 2 * Math.PI);
        context.fillStyle = colors.halo;
        context.fill();
        context.lineWidth = 2 * pixel;
        context.strokeStyle = colors.accent;
        if (lit.chosen.has(place)) context.stroke();
      }
      drawGlyph(context, things[place].kind, x, y, radius);
      drawHiddenCount(context, place, x + radius * 0.85, y - radius * 0.85, pixel);
    },
    drawExternalLabel() {
      if (frame.labels.has(place)) drawLabel(context, place, { x, y, radius: outerRadius(place) * pixel, pixel });
    },
    nodeDimensions: { width: 2 * radius, height: 2 * radius },
  };
}

function drawLabel(context, place, { x, y, radius, pixel }) {
  const size = labelSize() * pixel;
  const side = frame.labels.get(place);
  const lines = linesOf(place);
  const high = lines.length * size * LEADING;
  const beside = side === "right" || side === "left";
  const left = { right: x + radius + 5 * pixel, left: x - radius - 5 * pixel }[side] ?? x;
  const top = { below: y + radius + 4 * pixel, above: y - radius - 3 * pixel - high }[side] ?? y - high / 2;
  context.globalAlpha = isDim(place) ? 0.3 : 1;
  context.font = `600 ${size}px ${FONT}`;
  context.textAlign = beside ? (side === "right" ? "left" : "right") : "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 4 * pixel;
  context.strokeStyle = colors.paper;
  context.fillStyle = colors.ink;
  lines.forEach((line, i) => context.strokeText(line, left, top + i * size * LEADING));
  lines.forEach((line, i) => context.fillText(line, left, top + i * size * LEADING));
}

function drawHiddenCount(context, place, x, y, pixel) {
  const hidden = hiddenCounts.get(place);
  if (!hidden || isDim(place) || (frame.scale < 0.7 && !isRinged(place))) return;
  const text = `+${hidden}`;
  context.font = `700 ${9.5 * pixel}px ${FONT}`;
  const half = context.measureText(text).width / 2 + 4 * pixel;
  context.beginPath();
  context.roundRect(x - half, y - 7 * pixel, 2 * half, 14 * pixel, 7 * pixel);
  context.fillStyle = colors.card;
  context.fill();
  context.lineWidth = pixel;
  context.strokeStyle = colors.soft;
  context.stroke();
  context.fillStyle = colors.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5 * pixel);
}

// The names on the lines, of those that are lit or pointed at, or of all where asked for.
function drawEdgeLabels(context) {
  const wanted = display.edgeLabels ? edges.getIds({ filter: (edge) => !edge.hidden }) : [...lit.edges];
  if (lit.hoverEdge && !wanted.includes(lit.hoverEdge)) wanted.push(lit.hoverEdge);
  if (wanted.length > 400) return;
  const pixel = 1 / frame.scale;
  const taken = frame.boxes.map((box) => box.map((value) => value * pixel));
  wanted.sort((a, b) => (a === lit.hoverEdge) - (b === lit.hoverEdge) || (a < b ? 1 : -1));
  context.font = `500 ${11 * pixel}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const id of wanted.reverse()) {
    const shape = network.body.edges[id];
    if (!shape || edges.get(id)?.hidden || !shape.edgeType) continue;
    const edge = edgeById.get(id);
    const text = edge.sort === "t" ? plural(edge.claims.length, "claim") : edgeName(edge);
    const half = context.measureText(text).width / 2 + 5 * pixel;
    const clear = (box) => taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    const boxes = [0.5, 0.4, 0.6, 0.3, 0.7].map((at) => shape.edgeType.getPoint(at)).map(({ x, y }) => [x - half, y - 8 * pixel, x + half, y + 8 * pixel]);
    const box = boxes.find(clear) || (id === lit.hoverEdge ? boxes[0] : null);
    if (!box) continue;
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    taken.push(box);
    context.beginPath();
    context.roundRect(box[0], box[1], 2 * half, 16 * pixel, 8 * pixel);
    context.fillStyle = colors.paper;
    context.fill();
    context.fillStyle = edge.sort === "t" ? colors.talk : lit.edges.has(id) ? colors.accent : colors.soft;
    context.fillText(text, x, y + 0.5 * pixel);
  }
}

// ---- what is drawn

const drawn = new Set();
const hiddenCounts = new Map();
const isDrawn = (place) => drawn.has(place);

function hiddenNeighbours(place) {
  const found = new Set();
  if (drawn.size === things.length) return [];
  for (const edge of things[place].edges) {
    const other = edge.s === place ? edge.o : edge.s;
    if (!isDrawn(other) && thingAllowed(things[other])) found.add(other);
  }
  return [...found].sort((a, b) => things[b].edges.length - things[a].edges.length || a - b);
}

// Bring in things that are not drawn yet, around the drawn one at `centre` or in the middle.
function bringIn(places, centre) {
  const missing = places.filter((place) => !isDrawn(place));
  if (!missing.length) return;
  const middle = centre !== null && isDrawn(centre) ? network.getPositions([nodeId(centre)])[nodeId(centre)] : network.getViewPosition();
  const taken = Object.values(network.getPositions());
  const free = placesAround(middle, missing.length, taken);
  for (const place of missing) drawn.add(place);
  nodes.add(missing.map((place, i) => ({ id: nodeId(place), label: things[place].label, shape: "custom", group: things[place].kind, ...free[i] })));
  const fresh = missing.flatMap((place) => things[place].edges).filter((edge) => isDrawn(edge.s) && isDrawn(edge.o) && !edges.get(edge.id));
  edges.update(fresh.map(visEdge));
  applyFilters();
}

function expand(place) {
  const hidden = hiddenNeighbours(place).slice(0, BATCH);
  bringIn(hidden, place);
  say(hidden.length ? `${plural(hidden.length, "neighbour")} added` : "All neighbours are drawn.");
  light();
}

function applyFilters() {
  nodes.update(nodes.map((node) => ({ id: node.id, hidden: !thingAllowed(things[placeOf(node.id)]) })));
  edges.update(edges.map((edge) => ({ id: edge.id, hidden: !edgeAllowed(edgeById.get(edge.id)) })));
  hiddenCounts.clear();
  for (const place of drawn) hiddenCounts.set(place, hiddenNeighbours(place).length);
  drawCount();
}

function drawCount() {
  const shown = nodes.get({ filter: (node) => !node.hidden }).length;
  const lines = edges.get({ filter: (edge) => !edge.hidden }).length;
  const part = shown < things.length ? `${shown.toLocaleString("en")} of ${plural(things.length, "entity", "entities")}` : plural(shown, "entity", "entities");
  const all = documents.length + (DATA.leftOut || 0);
  const newest = DATA.leftOut ? ` · the ${documents.length.toLocaleString("en")} newest of ${plural(all, "source")}` : "";
  $("count").textContent = `${part} · ${plural(lines, "line")}${newest}`;
}

// ---- what is lit

function lightUp(chosen, near, lines) {
  lit.chosen = new Set(chosen);
  lit.nodes = chosen.length || near.length ? new Set([...chosen, ...near]) : null;
  lit.edges = new Set(lines);
}

function light() {
  if (!network) return;
  const { kind, place, to } = route;
  if (kind === "entity" && to !== null) lightPath(place, to);
  else if (kind === "entity") lightThing(place);
  else if (kind === "statement") lightEdge(edgeById.get(`r${place}`));
  else if (kind === "talk") lightEdge(edgeById.get(`t${place}`));
  else if (kind === "claim") lightClaim(claims[place]);
  else lightUp([], [], []);
  edges.update(edges.map((edge) => edgeLook(edgeById.get(edge.id))));
  network.redraw();
}

function lightThing(place) {
  const found = !isDrawn(place); // by a search or a link: it comes with its neighbours
  bringIn([place], nearestDrawn(place));
  if (found) bringIn(hiddenNeighbours(place).slice(0, BATCH), place);
  const around = things[place].edges.filter(edgeAllowed);
  lightUp([place], around.flatMap((edge) => [edge.s, edge.o]), around.map((edge) => edge.id));
}

function nearestDrawn(place) {
  for (const edge of things[place].edges) {
    const other = edge.s === place ? edge.o : edge.s;
    if (isDrawn(other)) return other;
  }
  return null;
}

function lightEdge(edge) {
  bringIn([edge.s], nearestDrawn(edge.s));
  bringIn([edge.o], edge.s);
  lightUp([edge.s, edge.o], [], [edge.id]);
}

function lightClaim(claim) {
  const speakers = claim.by || [];
  const subjects = [...(claim.about || []), ...(claim.via || [])];
  const all = [...speakers, ...subjects];
  if (all.length) bringIn(all, all.find(isDrawn) ?? null);
  const lines = speakers.flatMap((one) => things[one].edges.filter((edge) => edge.sort === "t" && edge.s === one && subjects.includes(edge.o)));
  lightUp(speakers.length ? speakers : subjects, subjects, lines.map((edge) => edge.id));
}

function lightPath(from, to) {
  const found = shortestPath(from, to) || [];
  const along = [from, to, ...found.flatMap((edge) => [edge.s, edge.o])];
  let previous = nearestDrawn(from);
  for (const place of along) {
    bringIn([place], previous);
    previous = place;
  }
  lightUp([from, to], along, found.map((edge) => edge.id));
}

// Move so that what is lit is seen and can be read; what was chosen in the graph itself is not moved for nothing.
function lookAtLit() {
  if (!network || !lit.nodes) return;
  const ids = [...(lit.nodes.size > 40 ? lit.chosen : lit.nodes)].map(nodeId).filter((id) => nodes.get(id));
  const positions = network.getPositions(ids);
  const width = $("canvas").clientWidth;
  const height = $("canvas").clientHeight - coveredHeight();
  const inside = ids.every((id) => {
    const at = network.canvasToDOM(positions[id]);
    return at.x > 75 && at.y > 40 && at.x < width - 75 && at.y < height - 50;
  });
  if (!inside || !(chosenByHand || network.getScale() > 0.8)) frameOn(ids, 1.25, true);
}

// Fill the visible part of the graph with these nodes and the room that their labels need.
function frameOn(ids, highest, animated) {
  const positions = Object.values(network.getPositions(ids));
  if (!positions.length) return;
  const covered = coveredHeight();
  const width = Math.max(120, $("canvas").clientWidth - 170);
  const height = Math.max(120, $("canvas").clientHeight - covered - 120);
  const xs = positions.map(({ x }) => x);
  const ys = positions.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(highest, width / Math.max(1, right - left), height / Math.max(1, bottom - top));
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (covered / 2 + (covered ? 0 : 14)) / scale };
  network.moveTo({ position, scale, animation: animated && placedOnce && !calm() ? { duration: 420, easingFunction: "easeInOutCubic" } : false });
  placedOnce = true;
}

// How much of the graph the panel lies over, at the bottom of a narrow page.
function coveredHeight() {
  return narrow() && !$("panel").hidden ? $("panel").offsetHeight : 0;
}

function fitAll(animated = true) {
  frameOn(nodes.getIds({ filter: (node) => !node.hidden }), 1.35, animated);
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: calm() ? false : { duration: 160, easingFunction: "easeOutQuad" } });
}

function redrawWithTheme() {
  readColors();
  if (!network) return;
  edges.update(edges.map((edge) => edgeLook(edgeById.get(edge.id))));
  network.redraw();
}

// Back to the overview that the page opened with.
function resetGraph() {
  const first = new Set(DRAWING.nodes.map((node) => node.id));
  for (const id of nodes.getIds().filter((one) => !first.has(one))) {
    drawn.delete(placeOf(id));
    nodes.remove(id);
  }
  edges.remove(edges.getIds().filter((id) => !isDrawn(edgeById.get(id).s) || !isDrawn(edgeById.get(id).o)));
  nodes.update(DRAWING.nodes.map(({ id, x, y }) => ({ id, x, y })));
  go("#view=graph");
  light();
  applyFilters();
  fitAll();
}

// ---- hands

function startGraph() {
  readColors();
  const tall = $("canvas").clientHeight > 1.15 * $("canvas").clientWidth;
  if (tall) for (const node of DRAWING.nodes) [node.x, node.y] = [node.y * 0.85, node.x * 1.05]; // the layout lies, the screen stands
  nodes = new vis.DataSet(DRAWING.nodes);
  for (const id of nodes.getIds()) drawn.add(placeOf(id));
  edges = new vis.DataSet(DRAWING.edges.map((edge) => visEdge(edgeById.get(edge.id))));
  const options = { ...DRAWING.options, nodes: { shape: "custom", ctxRenderer: drawNode, chosen: false, font: { size: 0 } } };
  network = new vis.Network($("canvas"), { nodes, edges }, options);
  network.on("beforeDrawing", placeLabels);
  network.on("afterDrawing", drawEdgeLabels);
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes: [id] }) => id && expand(placeOf(id)));
  const hover = (change) => (event) => {
    change(event);
    $("canvas").classList.toggle("pointing", lit.hoverNode !== null || lit.hoverEdge !== null);
  };
  network.on("hoverNode", hover(({ node }) => (lit.hoverNode = placeOf(node))));
  network.on("blurNode", hover(() => (lit.hoverNode = null)));
  network.on("hoverEdge", hover(({ edge }) => pointAt(edge)));
  network.on("blurEdge", hover(() => pointAt(null)));
  $("canvas").addEventListener("keydown", graphKey);
  const tools = [
    ["Zoom in", ICONS.plus, () => zoomBy(1.35)],
    ["Zoom out", ICONS.minus, () => zoomBy(1 / 1.35)],
    ["Show everything", ICONS.fit, () => fitAll()],
    ["Back to the overview", ICONS.reset, resetGraph],
  ];
  replace($("zoom"), tools.map(([label, sign, act]) => button(label, { class: "icon", onclick: act }, icon(sign))));
  applyFilters();
}

function pointAt(id) {
  const before = lit.hoverEdge;
  lit.hoverEdge = id;
  for (const edge of [before, id]) if (edge && edges.get(edge)) edges.update(edgeLook(edgeById.get(edge)));
}

function edgeLink(edge) {
  return linkTo(edge.sort === "t" ? "talk" : "statement", edge.number);
}

function clicked({ nodes: [node], edges: [edge] }) {
  chosenByHand = true;
  if (node) go(linkTo("entity", placeOf(node)));
  else if (edge) go(edgeLink(edgeById.get(edge)));
  else if (route.kind) go("#view=graph");
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function graphKey(event) {
  const chosen = route.kind === "entity" ? route.place : null;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) step(chosen, ARROWS[event.key]);
  else if (event.key === "+" || event.key === "=") zoomBy(1.35);
  else if (event.key === "-") zoomBy(1 / 1.35);
  else if (event.key === "0") fitAll();
  else if (event.key === "e" && chosen !== null) expand(chosen);
  else if (event.key === "Enter" && route.kind) $("panel").querySelector("h2")?.focus();
  else return;
  event.preventDefault();
}

// Choose the nearest thing in a direction.
function step(chosen, [right, down]) {
  const shown = nodes.getIds({ filter: (node) => !node.hidden });
  if (!shown.length) return;
  if (chosen === null || !isDrawn(chosen)) return go(linkTo("entity", placeOf(shown[0])), true);
  const positions = network.getPositions(shown);
  const here = network.getPositions([nodeId(chosen)])[nodeId(chosen)];
  let best = null;
  for (const id of shown) {
    const across = positions[id].x - here.x;
    const along = positions[id].y - here.y;
    const ahead = across * right + along * down;
    const aside = Math.abs(across * down) + Math.abs(along * right);
    const far = ahead + 2 * aside;
    if (ahead > 1 && (!best || far < best.far)) best = { id, far };
  }
  if (best) go(linkTo("entity", placeOf(best.id)), true);
}
