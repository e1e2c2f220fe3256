// The dataset as the page carries it, indexed. Things, documents, relations and claims are known by their place.

const DATA = JSON.parse(document.getElementById("data").textContent);
const DRAWING = JSON.parse(document.getElementById("drawing").textContent);
const { things, relations, claims, talks, documents } = DATA;

// Every edge of the graph by its id: r… a relation, t… a speaker and what is spoken about.
const edgeById = new Map();
relations.forEach((relation, number) => {
  edgeById.set(`r${number}`, { id: `r${number}`, sort: "r", number, s: relation.s, o: relation.o });
});
talks.forEach(([s, o, said], number) => {
  edgeById.set(`t${number}`, { id: `t${number}`, sort: "t", number, s, o, claims: said });
});

for (const thing of things) Object.assign(thing, { edges: [], saying: [], told: [], spoken: [] });
for (const edge of edgeById.values()) {
  things[edge.s].edges.push(edge);
  if (edge.o !== edge.s) things[edge.o].edges.push(edge);
}
for (const document of documents) Object.assign(document, { claims: [], relations: [], things: [] });

function documentsOf(evidence) {
  return [...new Set((evidence || []).map((quote) => quote[0]))];
}

claims.forEach((claim, place) => {
  claim.docs = documentsOf(claim.ev);
  for (const d of claim.docs) documents[d].claims.push(place);
  for (const thing of claim.by || []) things[thing].saying.push(place);
  for (const thing of claim.via || []) things[thing].told.push(place);
  for (const thing of claim.about || []) things[thing].spoken.push(place);
});
relations.forEach((relation, number) => {
  relation.docs = [...new Set(relation.st.flatMap((stated) => documentsOf(stated.ev)))];
  for (const d of relation.docs) documents[d].relations.push(number);
});
things.forEach((thing, place) => {
  for (const d of thing.docs || []) documents[d].things.push(place);
});
const inOrder = (a, b) => a.ev[0][1] - b.ev[0][1];
for (const document of documents) document.claims.sort((a, b) => inOrder(claims[a], claims[b]));

const placeByIri = {
  entity: new Map(things.map((thing, place) => [thing.iri, place])),
  claim: new Map(claims.map((claim, place) => [claim.iri, place])),
  source: new Map(documents.map((document, place) => [document.iri, place])),
  statement: new Map(relations.flatMap((relation, place) => relation.st.map((stated) => [stated.iri, place]))),
};

const HORIZONS = claims.flatMap((claim) => (claim.horizon || []).map(years)).filter((value) => value !== null);

// Offsets count code points, JavaScript counts UTF-16 units: where a text has both, a table translates.
const unitTables = new Map();

function units(place) {
  if (unitTables.has(place)) return unitTables.get(place);
  const text = documents[place].text || "";
  let table = null;
  if (/[\u{10000}-\u{10ffff}]/u.test(text)) {
    table = [0];
    for (const point of text) table.push(table[table.length - 1] + point.length);
  }
  unitTables.set(place, table);
  return table;
}

function unit(place, offset) {
  const table = units(place);
  return table ? table[Math.min(offset, table.length - 1)] : offset;
}

function slice(place, start, end) {
  return (documents[place].text || "").slice(unit(place, start), unit(place, end));
}

// The words of a piece of evidence: what the dataset quotes where the text is missing or differs.
function words([place, start, end, quoted]) {
  return quoted === undefined ? slice(place, start, end) : quoted;
}

function years(duration) {
  const found = /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?/.exec(duration || "");
  if (!found || !duration) return null;
  const [, y, m, w, d] = found.map((part) => Number(part) || 0);
  return y + m / 12 + w / 52 + d / 365;
}
