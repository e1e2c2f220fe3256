// What is shown is in the address: #entity=…, #statement=…, #talk=…, #claim=…, #source=…&char=start,end, with #view=…,
// and what is left out of it: see kept.js.

const route = { view: "graph", kind: null, place: null, to: null, char: null, missing: null };
const SUBJECTS = ["entity", "statement", "talk", "claim", "source"];
const HOME_VIEW = { entity: "graph", statement: "graph", talk: "graph", claim: "claims", source: "sources" };
const VIEWS = ["graph", "claims", "sources"];

function readRoute() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const kind = SUBJECTS.find((subject) => asked.has(subject)) || null;
  const value = kind && asked.get(kind);
  const place = kind === "talk" ? readTalk(value) : kind && placeByIri[kind].get(value);
  const view = VIEWS.includes(asked.get("view")) ? asked.get("view") : HOME_VIEW[kind] || "graph";
  const char = /^(\d+),(\d+)$/.exec(asked.get("char") || "");
  Object.assign(route, {
    view,
    kind: place === undefined ? null : kind,
    place: place === undefined ? null : place,
    to: asked.has("to") ? (placeByIri.entity.get(asked.get("to")) ?? null) : null,
    char: char ? [Number(char[1]), Number(char[2])] : null,
    missing: kind && place === undefined ? value : null,
  });
}

function readTalk(value) {
  const [one, other] = value.split("~").map((iri) => placeByIri.entity.get(iri));
  const found = talks.findIndex((talk) => talk[0] === one && talk[1] === other);
  return found < 0 ? undefined : found;
}

const readable = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");

function hash(pairs) {
  const present = Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined);
  return `#${present.map(([key, value]) => `${key}=${readable(value)}`).join("&")}`;
}

function subjectIri(kind, place) {
  if (kind === "entity") return things[place].iri;
  if (kind === "claim") return claims[place].iri;
  if (kind === "source") return documents[place].iri;
  if (kind === "statement") return relations[place].st[0].iri;
  return `${things[talks[place][0]].iri}~${things[talks[place][1]].iri}`;
}

// The address of something, shown in the present view unless another is named.
function linkTo(kind, place, view = route.view) {
  return hash({ view: view === HOME_VIEW[kind] ? null : view, [kind]: subjectIri(kind, place) });
}

function sourceLink(place, start, end) {
  return hash({ source: documents[place].iri, char: start === undefined ? null : `${start},${end}` });
}

function viewLink(view) {
  if (route.kind && route.kind !== "source" && view !== "sources") return linkTo(route.kind, route.place, view);
  return hash({ view });
}

function pathLink(from, to) {
  return hash({ entity: things[from].iri, to: things[to].iri });
}

function go(address, replaced = false) {
  if (replaced) location.replace(address);
  else location.hash = address;
}
