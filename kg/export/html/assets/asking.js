// SPARQL for what is shown: asked of the graph's files, the query gives what the page shows, and no more.

const PREFIXES = `PREFIX kg: <https://example.org/kg/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
`;

const term = (iri) => `<${DATA.base}${iri}>`;
const QUOTED = "  ?evidence nif:anchorOf ?words ; nif:referenceContext ?source .";

function select(what, where, after = "") {
  return `${PREFIXES}\nSELECT ${what} WHERE {\n${where.filter(Boolean).join("\n")}\n}${after}\n`;
}

function sparql() {
  const { kind, place } = route;
  if (kind === "entity") return select("DISTINCT ?subject ?relation ?object ?words ?source", [`  VALUES ?it { ${term(things[place].iri)} }`, "  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:evidence ?evidence .", QUOTED, "  FILTER (?subject = ?it || ?object = ?it)"]);
  if (kind === "statement") {
    const { s: one, p, o } = relations[place];
    return select("?statement ?words ?source", [`  ?statement rdf:subject ${term(things[one].iri)} ; rdf:predicate kg:${p} ; rdf:object ${term(things[o].iri)} ; kg:evidence ?evidence .`, QUOTED]);
  }
  if (kind === "claim") return select("?property ?value", [`  ${term(claims[place].iri)} ?property ?value .`]);
  if (kind === "talk") return select("?claim ?text", [`  ?claim kg:saidBy ${term(things[talks[place][0]].iri)} ; kg:about ${term(things[talks[place][1]].iri)} ; kg:text ?text .`]);
  if (route.view === "claims") return claimsQuery();
  if (route.view === "sources" && shownSource() !== null) return select("?fact ?words", ["  ?fact kg:evidence ?evidence .", `  ?evidence nif:anchorOf ?words ; nif:referenceContext ${term(documents[shownSource()].iri)} .`]);
  return relationsQuery();
}

function relationsQuery() {
  const kept = RELATION_NAMES.filter((name) => !off.relations.has(name));
  const without = [...off.kinds].sort().map((kind) => `  MINUS { ?statement rdf:subject|rdf:object [ a kg:${kind} ] }`);
  return select("?subject ?relation ?object ?words ?source", ["  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:evidence ?evidence .", QUOTED, off.relations.size > 0 && `  VALUES ?relation { ${kept.map((name) => `kg:${name}`).join(" ")} }`, sourceFilter(), ...without]);
}

// ---- the table of claims

const MARKED = {
  chance: "  FILTER EXISTS { ?claim kg:probabilityMin|kg:probabilityMax|kg:likelihood ?chance }",
  horizon: "  FILTER EXISTS { ?claim kg:horizonMin|kg:horizonMax|kg:dueBy ?horizon }",
  hedged: "  ?claim kg:hedged true .",
  negated: "  ?claim kg:negated true .",
};

// One answer for each row of the table, in the order of the sources.
function claimsQuery() {
  return select(
    '?claim (GROUP_CONCAT(DISTINCT COALESCE(?named, ?called); SEPARATOR=", ") AS ?speaker) ?text ?source (MIN(?begins) AS ?begin)',
    [
      "  ?claim a kg:Claim ; kg:text ?text ; kg:evidence ?evidence .",
      "  ?evidence nif:referenceContext ?source ; nif:beginIndex ?begins .",
      "  OPTIONAL { ?claim kg:saidBy/rdfs:label ?named }",
      "  OPTIONAL { ?claim kg:speakerLabel ?called }",
      only.speaker !== null && `  ?claim kg:saidBy ${term(things[only.speaker].iri)} .`,
      table.mode && `  ?claim kg:reportingMode kg:${table.mode} .`,
      MARKED[table.mark],
      foundFilter(fold(table.text.trim())),
      sourceFilter(),
    ],
    " GROUP BY ?claim ?text ?source ORDER BY ?source ?begin",
  );
}

function sourceFilter() {
  const left = documents.filter((_, place) => allowed[place]);
  const out = documents.filter((_, place) => !allowed[place]);
  const named = (some) => some.map((document) => term(document.iri));
  if (!out.length) return "";
  return left.length <= out.length ? `  VALUES ?source { ${named(left).join(" ")} }` : `  FILTER (?source NOT IN (${named(out).join(", ")}))`;
}

// The claims whose words or whose speaker's names hold what was typed, as `fold` reads both.
function foundFilter(wanted) {
  if (!wanted) return "";
  const [test, pattern] = foldedTest(wanted);
  return `  FILTER (regex(${test("?text")}, ${pattern}) || EXISTS { ?claim kg:speakerLabel|(kg:saidBy/(rdfs:label|skos:altLabel)) ?name FILTER regex(${test("?name")}, ${pattern}) })`;
}

const literal = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
const plain = (text) => text.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");

// SPARQL cannot fold. So a character that folds to several is replaced by these, and each other is looked for as any of
// those that this graph has and that fold to it, with what folds to nothing between them.
function foldedTest(wanted) {
  const alike = new Map();
  for (const one of new Set(searchedTexts().join(""))) {
    const folded = fold(one);
    if (!alike.has(folded)) alike.set(folded, []);
    alike.get(folded).push(one);
  }
  const oneOf = (some) => (some.length === 1 ? plain(some[0]) : `[${some.sort().map(plain).join("")}]`);
  const several = [...alike].filter(([folded]) => [...folded].length > 1 && [...folded].some((one) => wanted.includes(one))).sort();
  const test = (variable) => several.reduce((asked, [folded, some]) => `REPLACE(${asked}, ${literal(oneOf(some))}, ${literal(folded)})`, `STR(${variable})`);
  const silent = alike.has("") ? `${oneOf(alike.get(""))}*` : "";
  const pattern = [...wanted].map((one) => oneOf([...new Set([one, ...(alike.get(one) || [])])])).join(silent);
  return [test, literal(pattern)];
}

function searchedTexts() {
  const names = index().things;
  return claims.flatMap((claim) => [claim.text[0], claim.label ? claim.label[0] : "", ...(claim.by || []).flatMap((one) => names[one].map(([name]) => name))]);
}
