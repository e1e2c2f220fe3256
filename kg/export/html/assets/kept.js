// The filters in the address: &hide=Person~Chip&without=develops&unspoken=sv&unread=document/…&by=person/…&from=…&until=…
// and, for the table of claims, &find=…&mode=…&mark=…&sort=-chance. A link in the page names none: the filters stay.

const KEPT = ["hide", "without", "unspoken", "unread", "by", "from", "until", "find", "mode", "mark", "sort"];
const asList = (values) => [...values].sort().join("~") || null;
const asParts = (asked, key) => (asked.get(key) || "").split("~").filter(Boolean);

function keptPairs() {
  const sorted = table.sort !== "source" || table.down;
  return {
    hide: asList(off.kinds),
    without: asList(off.relations),
    unspoken: asList(off.languages),
    unread: asList([...off.documents].map((place) => documents[place].iri)),
    by: only.speaker === null ? null : things[only.speaker].iri,
    from: only.from || null,
    until: only.until || null,
    find: table.text || null,
    mode: table.mode || null,
    mark: table.mark || null,
    sort: sorted ? `${table.down ? "-" : ""}${table.sort}` : null,
  };
}

const knownOf = (values, among) => new Set(values.filter((value) => among.includes(value)));
const asDay = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text || "") ? text : "");

function readKept() {
  const asked = new URLSearchParams(location.hash.slice(1));
  off.kinds = knownOf(asParts(asked, "hide"), KINDS);
  off.relations = knownOf(asParts(asked, "without"), [...RELATION_NAMES, TALK]);
  off.languages = knownOf(asParts(asked, "unspoken"), LANGUAGES);
  off.documents = new Set(asParts(asked, "unread").map((iri) => placeByIri.source.get(iri)).filter((place) => place !== undefined));
  const speaker = placeByIri.entity.get(asked.get("by"));
  Object.assign(only, { speaker: SPEAKERS.includes(speaker) ? speaker : null, from: asDay(asked.get("from")), until: asDay(asked.get("until")) });
  const sort = /^(-?)(.*)$/s.exec(asked.get("sort") || "source");
  const column = COLUMNS.some(([name]) => name === sort[2]);
  const among = (key, values) => (values.includes(asked.get(key)) ? asked.get(key) : "");
  Object.assign(table, {
    sort: column ? sort[2] : "source",
    down: column && sort[1] === "-",
    text: asked.get("find") || "",
    mode: among("mode", claims.map((claim) => claim.mode)),
    mark: among("mark", MARKS.map(([name]) => name)),
  });
  allowDocuments();
}

// Whoever comes by the browser's history or by a link from elsewhere finds the filters of that address; links of the
// page, which name none, keep those that are set.
function keepFilters() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const told = history.state === "kept" || KEPT.some((key) => asked.has(key));
  if (told) readKept();
  writeKept();
  return told;
}

function writeKept() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const key of KEPT) asked.delete(key);
  const address = hash({ ...Object.fromEntries(asked), ...keptPairs() });
  history.replaceState("kept", "", address === "#" ? location.pathname + location.search : address);
}
