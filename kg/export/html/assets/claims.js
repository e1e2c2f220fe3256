// The claims as a table: who said what, how sure, until when, through whom, where.

const PAGE = 100;
const table = { sort: "source", down: false, text: "", mode: "", mark: "", limit: PAGE };

const middle = (claim) => {
  const range = chance(claim);
  return range ? (range[0] + range[1]) / 2 : null;
};
const latest = (claim) => {
  const [from, to] = (claim.horizon || []).map(years);
  return to ?? from ?? null;
};
const speakerName = (claim) => ((claim.by || []).length ? things[claim.by[0]].label : claim.label ? claim.label[0] : "");
const sourceOrder = (claim) => (claim.ev && claim.ev.length ? claim.ev[0][0] * 1e9 + claim.ev[0][1] : Infinity);

const COLUMNS = [
  ["speaker", "Speaker", (claim) => speakerName(claim).toLowerCase()],
  ["words", "What was said", (claim) => claim.text[0].toLowerCase()],
  ["mode", "How", (claim) => claim.mode || null],
  ["chance", "Chance", middle],
  ["horizon", "Horizon", latest],
  ["via", "Reported by", (claim) => ((claim.via || []).length ? things[claim.via[0]].label.toLowerCase() : null)],
  ["source", "Source", sourceOrder],
];

// Columns that have nothing to say in this graph.
const EMPTY_COLUMNS = [
  ["chance", (claim) => claim.prob || claim.likely],
  ["horizon", (claim) => claim.horizon || claim.due],
  ["via", (claim) => claim.via || claim.relay],
].flatMap(([name, has]) => (claims.some(has) ? [] : [name]));

// The speaker's roles, from the relations: those of the claim's own document first.
function roleOf(place, docs) {
  const stated = things[place].edges.filter((edge) => edge.sort === "r" && edge.s === place).flatMap((edge) => relations[edge.number].st.map((one) => ({ ...one, other: edge.o })));
  const held = stated.filter((one) => one.role && !one.former);
  const near = held.find((one) => documentsOf(one.ev).some((d) => docs.includes(d)));
  return near || held[0] || null;
}

function shownClaims() {
  const wanted = fold(table.text.trim());
  const { claims: texts, things: names } = index();
  const found = claims.map((_, place) => place).filter((place) => {
    const claim = claims[place];
    if (!claimAllowed(claim) || (table.mode && claim.mode !== table.mode)) return false;
    if (table.mark && !(table.mark === "chance" ? chanceWords(claim) : table.mark === "horizon" ? horizonWords(claim) : claim[table.mark])) return false;
    return !wanted || texts[place].some((text) => text.includes(wanted)) || (claim.by || []).some((one) => names[one].some(([, name]) => name.includes(wanted)));
  });
  const key = COLUMNS.find(([name]) => name === table.sort)[2];
  const keyed = found.map((place) => [key(claims[place]), sourceOrder(claims[place]), place]);
  const side = table.down ? -1 : 1;
  keyed.sort(([a, orderA], [b, orderB]) => {
    if (a === null || b === null) return (a === null) - (b === null) || orderA - orderB; // what is not known comes last
    return (a < b ? -side : a > b ? side : 0) || orderA - orderB;
  });
  return keyed.map(([, , place]) => place);
}

function thingChip(place, className = "") {
  const thing = things[place];
  return h("a", { class: `thing ${className}`, href: linkTo("entity", place, route.view === "sources" ? "graph" : route.view) }, glyph(thing.kind, 18), h("span", { dir: "auto" }, thing.label));
}

function speakerCell(claim) {
  const chips = (claim.by || []).map((place) => thingChip(place));
  const label = claim.label && h("span", foreign(claim.label[1], { class: "faint serif small clamp", title: claim.label[0] }), claim.label[0]);
  const role = (claim.by || []).length && roleOf(claim.by[0], claim.docs);
  if (!chips.length) return [h("span", foreign(claim.label && claim.label[1], { class: "unnamed" }), claim.label ? claim.label[0] : "not named")];
  const roleWords = role && h("span", { class: "faint small clamp" }, h("span", foreign(role.role[1]), role.role[0]), ` · ${things[role.other].label}`);
  return [chips, roleWords || label];
}

function claimRow(place) {
  const claim = claims[place];
  const chosen = route.kind === "claim" && route.place === place;
  const link = linkTo("claim", place, "claims");
  const document = claim.docs.length ? documents[claim.docs[0]] : null;
  const cells = {
    speaker: speakerCell(claim),
    words: [h("a", foreign(claim.text[1], { class: "words serif", href: link, "aria-current": chosen ? "true" : null }), claim.text[0]), comparisonLines(claim), h("span", { class: "badges" }, markBadges(claim))],
    mode: modeBadge(claim),
    chance: chanceBar(claim),
    horizon: horizonBar(claim),
    via: [(claim.via || []).map((one) => thingChip(one)), claim.relay && h("span", foreign(claim.relay[1], { class: "faint serif small" }), claim.relay[0])],
    source: document && h("a", { class: "jump", href: sourceLink(claim.ev[0][0], claim.ev[0][1], claim.ev[claim.ev.length - 1][2]) }, readHere(), languageBadge(document.lang), h("span", foreign(document.lang, { class: "clamp small" }), document.title)),
  };
  return h(
    "tr",
    { class: chosen ? "chosen" : "", "data-claim": place, onclick: (event) => event.target.closest("a,button") || getSelection().toString() || go(link) },
    COLUMNS.map(([name, title]) => h("td", { class: `c-${name}`, "data-title": title }, cells[name])),
  );
}

function headCell([name, title]) {
  const sorted = table.sort === name;
  const press = () => {
    table.down = sorted ? !table.down : false;
    table.sort = name;
    writeKept();
    drawClaims();
    $(`sort-${name}`).focus();
  };
  return h("th", { scope: "col", class: `c-${name}`, "aria-sort": sorted ? (table.down ? "descending" : "ascending") : null }, h("button", { type: "button", id: `sort-${name}`, onclick: press }, title, sorted && icon(table.down ? ICONS.down : ICONS.up, 14)));
}

const MARKS = [["", "All claims"], ["chance", "with a chance"], ["horizon", "with a horizon"], ["hedged", "hedged"], ["negated", "negated"]];

function claimTools() {
  const redraw = () => ((table.limit = PAGE), writeKept(), drawClaimRows());
  const input = h("input", { type: "search", placeholder: "Filter the claims", "aria-label": "Filter the claims", oninput: (event) => ((table.text = event.target.value), redraw()) });
  input.value = table.text;
  const modes = [...new Set(claims.map((claim) => claim.mode).filter(Boolean))].sort();
  return h(
    "div",
    { class: "claim-tools" },
    input,
    selectBox("How", table.mode, [["", "Any wording"], ...modes.map((mode) => [mode, kindName(mode)])], (value) => ((table.mode = value), redraw())),
    selectBox("Marks", table.mark, MARKS, (value) => ((table.mark = value), redraw())),
    action("Copy SPARQL", ICONS.tag, () => copy(claimsQuery(), "SPARQL copied")),
    h("p", { id: "claim-count", class: "faint" }),
  );
}

function drawClaims() {
  replace(
    $("view-claims"),
    claimTools(),
    h("div", { class: "scroll" }, h("table", { class: `claims ${EMPTY_COLUMNS.map((name) => `no-${name}`).join(" ")}` }, h("caption", { class: "sr" }, "Claims"), h("thead", null, h("tr", null, COLUMNS.map(headCell))), h("tbody", { id: "claim-rows" })), h("p", { id: "claim-more" })),
  );
  drawClaimRows();
}

function drawClaimRows() {
  const shown = shownClaims();
  const chosen = route.kind === "claim" ? shown.indexOf(route.place) : -1;
  table.limit = Math.max(table.limit, chosen + 1);
  replace($("claim-rows"), shown.slice(0, table.limit).map(claimRow));
  const rest = shown.length - table.limit;
  replace($("claim-more"), rest > 0 && h("button", { type: "button", class: "wide", onclick: () => ((table.limit += PAGE), drawClaimRows()) }, `Show ${Math.min(PAGE, rest)} more of ${rest.toLocaleString("en")}`), !shown.length && h("span", { class: "none" }, claims.length ? "No claim fits these filters." : "These sources make no claims."));
  $("claim-count").textContent = shown.length === claims.length ? plural(shown.length, "claim") : `${shown.length.toLocaleString("en")} of ${plural(claims.length, "claim")}`;
  if (chosen >= 0) $("claim-rows").children[chosen].scrollIntoView({ block: "nearest" });
}
