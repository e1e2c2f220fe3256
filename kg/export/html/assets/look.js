// What a class looks like: a colour, an outline and a sign, so that no class is told by its colour alone.

function polygon(corners, turn, radius = 10) {
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

// Outlines around (0, 0) with a radius of ten.
const OUTLINES = {
  circle: "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0Z",
  square: "M-8 -8H8V8H-8Z",
  wide: "M-10.500 -6.800H10.500V6.800H-10.500Z",
  page: "M-7.500 -9.500H3L7.500 -5V9.500H-7.500Z",
  diamond: polygon(4, 0, 10.8),
  pentagon: polygon(5, -90, 10),
  hexagon: polygon(6, 0, 10),
  tall: polygon(6, 30, 10),
  octagon: polygon(8, 22.5, 10),
  drop: "M0 11C-6 4.500-9 1-9 -2.500A9 9 0 0 1 9 -2.500C9 1 6 4.500 0 11Z",
  triangle: "M0 -9.500 10 7.500H-10Z",
};

const SIGNS = {
  person: "M12 11.500a3.500 3.500 0 1 0 0-7a3.500 3.500 0 0 0 0 7ZM5 19.500c.8-3.600 3.600-5 7-5s6.200 1.400 7 5",
  tower: "M5.500 20V6l7-2v16M12.500 10H19v10M3.500 20h17M8.500 9.500h1M8.500 13.500h1M15.500 14h.5",
  columns: "M4 9.500 12 4.500l8 5ZM6.500 10v7M12 10v7M17.500 10v7M4 19.800h16",
  flask: "M9.500 4h5M10.500 4v6L5.800 18.200a1.200 1.200 0 0 0 1 1.800h10.400a1.200 1.200 0 0 0 1-1.800L13.500 10V4M8.300 15h7.400",
  news: "M4 5.500h13v13H4ZM17 9.500h3v9h-3M7.500 9.500h6M7.500 14h6",
  people: "M9 11a3 3 0 1 0 0-6a3 3 0 0 0 0 6ZM3.500 19c.5-3.400 2.700-4.700 5.500-4.700s5 1.300 5.500 4.700M15.500 5.400a3 3 0 0 1 0 5.400M17.500 14.700c1.800.6 2.800 2 3 4.300",
  flag: "M6.500 20.500V4M6.500 5c4-2.500 6.500 2.500 11.500 0v8.500c-5 2.500-7.500-2.500-11.500 0",
  pin: "M12 14.500a3 3 0 1 0 0-6a3 3 0 0 0 0 6Z",
  chip: "M7 7h10v10H7ZM10 7V4M14 7V4M10 20v-3M14 20v-3M7 10H4M7 14H4M20 10h-3M20 14h-3",
  spark: "M12 3.500c.8 5 3.500 7.700 8.500 8.500c-5 .8-7.700 3.500-8.500 8.500c-.8-5-3.500-7.700-8.500-8.500c5-.8 7.700-3.500 8.500-8.500Z",
  box: "M12 3.800 19.500 8v8L12 20.200 4.500 16V8ZM4.500 8l7.500 4.300L19.500 8M12 12.300v8",
  bolt: "M13 3.500 6.500 13.500h5L10.500 20.500l7-10h-5Z",
  lines: "M7.500 7.500h6M7.500 12h9M7.500 16.500h9",
  dot: "M12 13a1 1 0 1 0 0-2a1 1 0 0 0 0 2Z",
};

const LOOKS = new Map([
  ["Person", { color: "#c2501c", outline: "circle", sign: "person" }],
  ["Company", { color: "#1c6fb0", outline: "square", sign: "tower" }],
  ["GovernmentBody", { color: "#8a4a9c", outline: "pentagon", sign: "columns" }],
  ["ResearchOrganization", { color: "#1f8585", outline: "octagon", sign: "flask" }],
  ["MediaOutlet", { color: "#6a6f7a", outline: "wide", sign: "news" }],
  ["Organization", { color: "#4f74a3", outline: "hexagon", sign: "people" }],
  ["Country", { color: "#2f8a4e", outline: "tall", sign: "flag" }],
  ["Place", { color: "#6b8a2a", outline: "drop", sign: "pin" }],
  ["Chip", { color: "#9b7410", outline: "diamond", sign: "chip" }],
  ["AIModel", { color: "#c13e78", outline: "diamond", sign: "spark" }],
  ["Product", { color: "#a8653a", outline: "diamond", sign: "box" }],
  ["Technology", { color: "#5c63c9", outline: "triangle", sign: "bolt" }],
  ["Policy", { color: "#b3434b", outline: "page", sign: "lines" }],
]);
const PLAIN = { color: "#6a6f7a", outline: "circle", sign: "dot" };

const look = (kind) => LOOKS.get(kind) || PLAIN;
const KINDS = [...new Set(things.map((thing) => thing.kind))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

function rank(kind) {
  const place = [...LOOKS.keys()].indexOf(kind);
  return place < 0 ? LOOKS.size : place;
}

function glyph(kind, size = 20) {
  const { color, outline, sign } = look(kind);
  return s(
    "svg",
    { class: "glyph", viewBox: "-12.500 -12.500 25 25", width: size, height: size, "aria-hidden": "true" },
    s("path", { d: OUTLINES[outline], fill: color, stroke: color, "stroke-width": 2.5, "stroke-linejoin": "round" }),
    s("path", { d: SIGNS[sign], ...signAt(outline), fill: "none", stroke: "#fff", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}

// Where the sign stands within its outline: [scale, move down].
const SIGN_AT = { triangle: [0.46, 2.2], drop: [0.8, -3], wide: [0.52, 0], diamond: [0.56, 0], circle: [0.66, 0] };
const signPlace = (outline) => SIGN_AT[outline] || [0.6, 0];

function signAt(outline) {
  const [scale, down] = signPlace(outline);
  return { transform: `translate(${-12 * scale} ${-12 * scale + down}) scale(${scale})` };
}

const PATHS = new Map();

function path(text) {
  if (!PATHS.has(text)) PATHS.set(text, new Path2D(text));
  return PATHS.get(text);
}

function drawGlyph(context, kind, x, y, radius) {
  const { color, outline, sign } = look(kind);
  context.save();
  context.translate(x, y);
  context.scale(radius / 11, radius / 11);
  context.lineJoin = context.lineCap = "round";
  context.fillStyle = context.strokeStyle = color;
  context.lineWidth = 2.5;
  context.fill(path(OUTLINES[outline]));
  context.stroke(path(OUTLINES[outline]));
  const [scale, down] = signPlace(outline);
  context.translate(-12 * scale, -12 * scale + down);
  context.scale(scale, scale);
  context.strokeStyle = "#fff";
  context.lineWidth = 2;
  context.stroke(path(SIGNS[sign]));
  context.restore();
}
