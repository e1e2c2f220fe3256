// What is left out, and the legend by which one leaves it out.

const off = { kinds: new Set(), relations: new Set(), documents: new Set(), languages: new Set() };
const only = { speaker: null, from: "", until: "" };
const display = { edgeLabels: false, communities: things.length <= 120 };
const RELATION_NAMES = [...new Set(relations.map((relation) => relation.p))].sort();
const LANGUAGES = [...new Set(documents.map((document) => document.lang || "und"))].sort();
const DATED = documents.some((document) => document.issued);
const SPEAKERS = things.map((_, place) => place).filter((place) => things[place].saying.length);
let allowed = documents.map(() => true);

function allowDocuments() {
  allowed = documents.map((document, place) => {
    const day = document.issued || "";
    const timely = (!only.from || day >= only.from) && (!only.until || (day && day.slice(0, only.until.length) <= only.until));
    return !off.documents.has(place) && !off.languages.has(document.lang || "und") && timely;
  });
}

const allowsSome = (docs) => !docs || !docs.length || docs.some((place) => allowed[place]);
const claimAllowed = (claim) => allowsSome(claim.docs) && (only.speaker === null || (claim.by || []).includes(only.speaker));
const thingAllowed = (thing) => !off.kinds.has(thing.kind) && allowsSome(thing.docs);

function edgeAllowed(edge) {
  if (!thingAllowed(things[edge.s]) || !thingAllowed(things[edge.o])) return false;
  if (edge.sort === "t") return !off.relations.has(TALK) && edge.claims.some((place) => claimAllowed(claims[place]));
  const relation = relations[edge.number];
  return !off.relations.has(relation.p) && allowsSome(relation.docs);
}

function filtering() {
  return Object.values(off).some((set) => set.size) || only.speaker !== null || only.from || only.until;
}

function toggle(set, value, refresh) {
  if (set.has(value)) set.delete(value);
  else set.add(value);
  refresh();
}

function resetFilters() {
  for (const set of Object.values(off)) set.clear();
  Object.assign(only, { speaker: null, from: "", until: "" });
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

const KIND_COUNTS = counted(things.map((thing) => thing.kind));
const RELATION_COUNTS = counted(relations.map((relation) => relation.p));
const MANY_DOCUMENTS = 200;

function legendRow(sign, label, count, isOff, press) {
  return h(
    "li",
    null,
    h("button", { type: "button", class: "row", "aria-pressed": String(!isOff), onclick: press }, sign, h("span", { class: "name" }, label), h("span", { class: "num" }, count.toLocaleString("en"))),
  );
}

function lineSign(talk) {
  return s("svg", { class: "arrow", viewBox: "0 0 22 10", width: 22, height: 10, "aria-hidden": "true" }, s("path", { d: "M1 5h16", class: talk ? "talk" : "" }), s("path", { class: `head ${talk ? "talk" : ""}`, d: "M15 1.500 21 5l-6 3.500Z" }));
}

function group(title, id, ...content) {
  return h("section", { class: "group", "aria-labelledby": id }, h("h2", { id }, title), ...content);
}

function selectBox(label, value, options, change) {
  return h("label", { class: "field" }, h("span", null, label), h("select", { onchange: (event) => change(event.target.value) }, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))));
}

function checkRow(label, checked, change, extra) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", checked, onchange: (event) => change(event.target.checked) }), label, extra);
}

function kindGroup(refresh) {
  const rows = KINDS.map((kind) => legendRow(glyph(kind, 22), kindName(kind), KIND_COUNTS.get(kind), off.kinds.has(kind), () => toggle(off.kinds, kind, refresh)));
  return group("Entities", "g-kinds", h("ul", { class: "legend" }, rows));
}

function relationGroup(refresh) {
  const row = (name, label, count, talk) => legendRow(lineSign(talk), label, count, off.relations.has(name), () => toggle(off.relations, name, refresh));
  const rows = RELATION_NAMES.map((name) => row(name, labelled(name), RELATION_COUNTS.get(name), false));
  if (talks.length) rows.push(row(TALK, TALK, talks.length, true));
  return group(
    "Relations",
    "g-relations",
    h("ul", { class: "legend" }, rows),
    checkRow("Names on the lines", display.edgeLabels, (on) => ((display.edgeLabels = on), refresh())),
    checkRow("Shade communities", display.communities, (on) => ((display.communities = on), refresh())),
  );
}

function languageBadge(code) {
  return h("span", { class: "code", title: languageName(code) }, code || "und");
}

function documentGroup(refresh) {
  const rows = documents.slice(0, MANY_DOCUMENTS).map((document, place) =>
    h("li", null, checkRow(h("span", foreign(document.lang, { class: "name", title: document.title }), document.title), !off.documents.has(place), () => toggle(off.documents, place, refresh), languageBadge(document.lang))),
  );
  const more = documents.length > MANY_DOCUMENTS && h("p", { class: "faint" }, `and ${plural(documents.length - MANY_DOCUMENTS, "more document")}`);
  return group("Documents", "g-documents", h("ul", { class: "documents" }, rows), more);
}

function languageGroup(refresh) {
  if (LANGUAGES.length < 2) return null;
  const chips = LANGUAGES.map((code) => h("button", { type: "button", class: "chip", "aria-pressed": String(!off.languages.has(code)), onclick: () => toggle(off.languages, code, refresh) }, languageName(code)));
  return group("Languages", "g-languages", h("div", { class: "chips" }, chips));
}

function speakerGroup(refresh) {
  if (!SPEAKERS.length) return null;
  const byName = [...SPEAKERS].sort((a, b) => things[a].label.localeCompare(things[b].label));
  const options = [["", "Everybody"], ...byName.map((place) => [String(place), `${things[place].label} (${things[place].saying.length})`])];
  const chosen = only.speaker === null ? "" : String(only.speaker);
  return group("Claims by", "g-speaker", selectBox("Speaker", chosen, options, (value) => ((only.speaker = value === "" ? null : Number(value)), refresh())));
}

function dateGroup(refresh) {
  if (!DATED) return null;
  const input = (label, key) => h("label", { class: "field" }, h("span", null, label), h("input", { type: "date", value: only[key], onchange: (event) => ((only[key] = event.target.value), refresh()) }));
  return group("Published", "g-dates", h("div", { class: "pair" }, input("From", "from"), input("Until", "until")));
}

function drawFilters(refresh) {
  const side = $("filters");
  const focused = document.activeElement && side.contains(document.activeElement) ? [...side.querySelectorAll("button,input,select,a")].indexOf(document.activeElement) : -1;
  const top = side.scrollTop;
  const inGraph = route.view === "graph";
  replace(
    side,
    h("div", { class: "side-head" }, h("p", null, [plural(things.length, "entity", "entities"), plural(claims.length, "claim"), plural(documents.length, "source")].join(" · ")), button("Close the filters", { class: "icon only-narrow", onclick: () => showFilters(false) }, icon(ICONS.close))),
    route.view === "sources" ? sourceList() : [inGraph && kindGroup(refresh), inGraph && relationGroup(refresh), speakerGroup(refresh), languageGroup(refresh), dateGroup(refresh), documentGroup(refresh)],
    filtering() && route.view !== "sources" && h("button", { type: "button", class: "wide", onclick: () => (resetFilters(), refresh()) }, "Show everything again"),
  );
  side.scrollTop = top;
  if (focused >= 0) side.querySelectorAll("button,input,select,a")[focused]?.focus();
}

function showFilters(open) {
  $("body").classList.toggle("no-side", !open);
  $("filters-toggle").setAttribute("aria-expanded", String(open));
}
