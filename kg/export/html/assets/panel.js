// The details of what is chosen: an entity, a relation, a claim, a path or a source, each with the words it rests on.

function heading(sign, kicker, title, attributes) {
  return h("header", { class: "panel-head" }, h("div", { class: "head-sign" }, sign), h("div", { class: "head-words" }, h("p", { class: "eyebrow" }, kicker), h("h2", { tabindex: "-1", dir: "auto", ...attributes }, title)), button("Close the details", { class: "icon", onclick: closePanel }, icon(ICONS.close)));
}

function closePanel() {
  go(route.view === "sources" ? sourceLink(shownSource()) : `#view=${route.view}`);
  (route.view === "graph" ? $("canvas") : $("main")).focus({ preventScroll: true });
}

function part(title, count, ...content) {
  return h("section", { class: "part" }, h("h3", null, title, count !== null && h("span", { class: "num" }, count.toLocaleString("en"))), ...content);
}

const SHORT = 8;

// A long list, the rest of it on demand.
function unfolding(items, draw, className = "cards") {
  const list = h("ul", { class: className }, items.slice(0, SHORT).map(draw));
  if (items.length <= SHORT) return list;
  const more = h("button", { type: "button", class: "wide" }, `Show ${items.length - SHORT} more`);
  more.addEventListener("click", () => {
    const first = items.slice(SHORT).map(draw);
    list.append(...first);
    first[0].querySelector("a,button")?.focus();
    more.remove();
  });
  return [list, more];
}

function action(label, sign, act) {
  return h("button", { type: "button", class: "chip", onclick: act }, icon(sign, 15), label);
}

function actionLink(label, sign, href, attributes) {
  return h("a", { class: "chip", href, ...attributes }, icon(sign, 15), label);
}

// ---- an entity

function namesByLanguage(thing) {
  const byLanguage = new Map();
  for (const [text, language] of thing.names || []) {
    if (!byLanguage.has(language)) byLanguage.set(language, []);
    byLanguage.get(language).push(text);
  }
  return [...byLanguage].map(([language, names]) => h("div", { class: "pair-row" }, h("dt", null, language ? languageName(language) : "Also called"), h("dd", foreign(language), names.join(" · "))));
}

function wikidata(thing) {
  return (thing.same || []).map((iri) => {
    const found = /^https?:\/\/www\.wikidata\.org\/entity\/(Q\d+)$/.exec(iri);
    if (!found) return h("span", { class: "iri" }, iri);
    return h("a", { class: "out", href: `https://www.wikidata.org/wiki/${found[1]}`, target: "_blank", rel: "noopener noreferrer external" }, `Wikidata ${found[1]}`, icon(ICONS.out, 13));
  });
}

function relationCard(number, from) {
  const relation = relations[number];
  const outward = relation.s === from;
  const stated = relation.st[0];
  const further = relation.st.length - 1;
  return h("li", { class: "card" }, h("p", { class: "line" }, h("a", { class: "predicate", href: linkTo("statement", number) }, outward ? labelled(relation.p) : `${labelled(relation.p)} ←`), thingChip(outward ? relation.o : relation.s), statedBadges(stated)), passages(stated.ev).slice(0, 1), further > 0 && h("a", { class: "small", href: linkTo("statement", number) }, `and ${plural(further, "further statement")}`));
}

function statedBadges(stated) {
  const when = [stated.from && `from ${stated.from}`, stated.until && `until ${stated.until}`].filter(Boolean).join(" ");
  return [stated.role && h("span", foreign(stated.role[1], { class: "badge role" }), stated.role[0]), stated.former && h("span", { class: "badge" }, "former"), when && h("span", { class: "badge" }, when)];
}

function claimCard(place, withSpeaker) {
  const claim = claims[place];
  return h(
    "li",
    { class: "card" },
    withSpeaker && h("p", { class: "line" }, (claim.by || []).length ? claim.by.map((one) => thingChip(one)) : h("span", foreign(claim.label && claim.label[1], { class: "unnamed" }), claim.label ? claim.label[0] : "Speaker not named")),
    passages(claim.ev),
    comparisonLines(claim),
    h("p", { class: "line" }, modeBadge(claim), markBadges(claim), chanceBar(claim), horizonBar(claim), h("a", { class: "small push", href: linkTo("claim", place, route.view) }, "Details")),
  );
}

function entityPanel(place) {
  const thing = things[place];
  const own = thing.edges.filter((edge) => edge.sort === "r").map((edge) => edge.number);
  const ordered = [...new Set(own)].sort((a, b) => (relations[a].s === place ? 0 : 1) - (relations[b].s === place ? 0 : 1) || a - b);
  const hidden = nodes ? hiddenNeighbours(place).length : 0;
  return [
    heading(glyph(thing.kind, 40), kindName(thing.kind), thing.label),
    h(
      "div",
      { class: "actions" },
      route.view !== "graph" && actionLink("In the graph", ICONS.graph, linkTo("entity", place, "graph")),
      hidden > 0 && action(`Show ${Math.min(hidden, BATCH)} of ${plural(hidden, "hidden neighbour")}`, ICONS.expand, () => (expand(place), drawPanel(false))),
      action("Path to…", ICONS.path, () => pickPathEnd(place)),
      shareActions(),
    ),
    h(
      "dl",
      { class: "pairs" },
      namesByLanguage(thing),
      (thing.traits || []).map(([trait, value]) => h("div", { class: "pair-row" }, h("dt", null, capital(labelled(trait))), h("dd", null, labelled(value)))),
      (thing.same || []).length > 0 && h("div", { class: "pair-row" }, h("dt", null, "Same as"), h("dd", null, wikidata(thing))),
      (thing.docs || []).length > 0 && h("div", { class: "pair-row" }, h("dt", null, "Named in"), h("dd", null, plural(thing.docs.length, "source"))),
    ),
    ordered.length > 0 && part("Relations", ordered.length, unfolding(ordered, (number) => relationCard(number, place))),
    thing.saying.length > 0 && part("What it says".replace("it", thing.kind === "Person" ? "they" : "it").replace("they says", "they say"), thing.saying.length, unfolding(thing.saying, (claim) => claimCard(claim, false))),
    thing.told.length > 0 && part("What it reports", thing.told.length, unfolding(thing.told, (claim) => claimCard(claim, true))),
    thing.spoken.length > 0 && part("Claims about it", thing.spoken.length, unfolding(thing.spoken, (claim) => claimCard(claim, true))),
    (thing.docs || []).length > 0 && part("Sources", thing.docs.length, unfolding(thing.docs, (document) => documentItem(document, place), "plain")),
    h("p", { class: "iri" }, DATA.base + thing.iri),
  ];
}

function documentItem(place, thing) {
  const document = documents[place];
  const mark = (document.marks || []).find((one) => one[2] === thing);
  return h("li", null, h("a", { class: "jump", href: mark ? sourceLink(place, mark[0], mark[1]) : sourceLink(place) }, icon(ICONS.source, 14), h("span", foreign(document.lang, { class: "cut" }), document.title), languageBadge(document.lang)));
}

// ---- a relation

function statementPanel(number) {
  const relation = relations[number];
  return [
    heading(lineSign(false), "Relation", labelled(relation.p)),
    h("div", { class: "triple" }, thingChip(relation.s), h("span", { class: "predicate" }, labelled(relation.p)), thingChip(relation.o)),
    h("div", { class: "actions" }, route.view !== "graph" && actionLink("In the graph", ICONS.graph, linkTo("statement", number, "graph")), shareActions()),
    part("Stated", relation.st.length, unfolding(relation.st, (stated) => h("li", { class: "card" }, passages(stated.ev), h("p", { class: "line" }, statedBadges(stated), stated.sure && h("span", { class: "faint small" }, `confidence ${stated.sure}`), stated.rule && h("span", { class: "faint small" }, `rule ${stated.rule}`))))),
  ];
}

// ---- a claim

function chainStep(title, ...content) {
  return h("li", null, h("span", { class: "eyebrow" }, title), h("div", null, content));
}

function claimPanel(place) {
  const claim = claims[place];
  const document = claim.docs.length ? documents[claim.docs[0]] : null;
  const named = (claim.by || []).map((one) => thingChip(one));
  const role = (claim.by || []).length ? roleOf(claim.by[0], claim.docs) : null;
  const chanceMark = chanceBar(claim);
  const horizonMark = horizonBar(claim);
  return [
    heading(h("span", { class: "quote-sign", "aria-hidden": "true" }, "“"), "Claim", named.length ? `${(claim.by || []).map((one) => things[one].label).join(", ")} says` : "Somebody says"),
    h("blockquote", foreign(claim.text[1], { class: "said serif" }), claim.text[0]),
    h("div", { class: "actions" }, route.view !== "graph" && actionLink("In the graph", ICONS.graph, linkTo("claim", place, "graph")), route.view !== "claims" && actionLink("In the table", ICONS.filters, linkTo("claim", place, "claims")), shareActions()),
    h(
      "ol",
      { class: "chain" },
      chainStep("Said by", named, role && h("span", foreign(role.role[1], { class: "badge role" }), role.role[0]), claim.label && h("span", foreign(claim.label[1], { class: named.length ? "faint serif small block" : "unnamed" }), claim.label[0])),
      claim.relay && chainStep("Through", h("span", foreign(claim.relay[1], { class: "serif" }), claim.relay[0])),
      (claim.via || []).length > 0 && chainStep("Reported by", claim.via.map((one) => thingChip(one))),
      document && chainStep("In", h("a", { class: "jump", href: sourceLink(claim.ev[0][0], claim.ev[0][1], claim.ev[claim.ev.length - 1][2]) }, icon(ICONS.source, 14), h("span", foreign(document.lang, { class: "cut" }), document.title), languageBadge(document.lang))),
    ),
    h("dl", { class: "pairs" }, pairRow("Wording", modeBadge(claim)), chanceMark && pairRow("Chance", chanceMark), horizonMark && pairRow("Horizon", horizonMark), (claim.hedged || claim.negated) && pairRow("Marks", markBadges(claim)), (claim.about || []).length > 0 && pairRow("About", claim.about.map((one) => thingChip(one))), claim.rule && pairRow("Rule", h("span", { class: "faint" }, claim.rule))),
    part("In the source’s words", null, passages(claim.ev)),
    (claim.compares || []).length > 0 && part("Who is ahead", claim.compares.length, h("ul", { class: "cards" }, claim.compares.map(comparisonCard))),
    (claim.tag || []).length > 0 && part("Credited by the words", null, passages(claim.tag)),
    h("p", { class: "iri" }, DATA.base + claim.iri),
  ];
}

function comparisonCard(comparison) {
  const chips = (places) => (places || []).map((one) => thingChip(one));
  return h("li", { class: "card" }, h("p", { class: "line" }, chips(comparison.one), h("span", { class: "predicate" }, standing(comparison)), chips(comparison.other), comparison.margin && h("span", { class: "small" }, marginWords(comparison))), passages(comparison.ev));
}

function pairRow(title, ...content) {
  return h("div", { class: "pair-row" }, h("dt", null, title), h("dd", null, content));
}

function talkPanel(number) {
  const [one, other, said] = talks[number];
  return [heading(lineSign(true), "Claims", `${things[one].label} on ${things[other].label}`), h("div", { class: "triple" }, thingChip(one), h("span", { class: "predicate talk" }, TALK), thingChip(other)), h("div", { class: "actions" }, shareActions()), part("Claims", said.length, unfolding(said, (claim) => claimCard(claim, false)))];
}

// ---- a path

function pathPanel(from, to) {
  const found = shortestPath(from, to);
  const head = heading(icon(ICONS.path, 30), "Path", `${things[from].label} to ${things[to].label}`);
  if (!found) return [head, h("p", { class: "none" }, "Nothing that the filters leave connects the two.")];
  const cards = found.map((edge) => h("li", { class: "card" }, h("p", { class: "line" }, thingChip(edge.s), h("a", { class: `predicate ${edge.sort === "t" ? "talk" : ""}`, href: edgeLink(edge) }, edgeName(edge)), thingChip(edge.o)), passages(edge.sort === "t" ? claims[edge.claims[0]].ev : relations[edge.number].st[0].ev).slice(0, 1)));
  return [head, h("div", { class: "actions" }, action("Another end…", ICONS.path, () => pickPathEnd(from)), shareActions()), part("Steps", found.length, h("ol", { class: "cards" }, cards))];
}

// ---- a source

function sourcePanel(place) {
  const document = documents[place];
  const rows = [["Language", languageName(document.lang)], ["Published", document.issued], ["Publisher", document.publisher], ["File", document.source], ["SHA-256", document.sha256 && `${document.sha256.slice(0, 16)}…`]];
  return [
    heading(icon(ICONS.source, 30), "Source", document.title, foreign(document.lang, { class: "plain-title" })),
    h("div", { class: "actions" }, shareActions()),
    h("dl", { class: "pairs" }, rows.filter(([, value]) => value).map(([title, value]) => pairRow(title, h("span", { dir: "auto" }, value)))),
    document.things.length > 0 && part("Names", document.things.length, h("p", { class: "line" }, document.things.slice(0, 60).map((one) => thingChip(one)))),
    document.claims.length > 0 && part("Claims", document.claims.length, unfolding(document.claims, (claim) => claimCard(claim, true))),
    document.relations.length > 0 && part("Relations", document.relations.length, unfolding(document.relations, (number) => relationCard(number, relations[number].s))),
  ];
}

function panelContent() {
  const { kind, place, to } = route;
  if (route.missing !== null) return [heading(icon(ICONS.close, 24), "Not here", "This graph has nothing of that name"), h("p", { class: "iri", dir: "auto" }, route.missing)];
  if (kind === "entity" && to !== null) return pathPanel(place, to);
  if (kind === "entity") return entityPanel(place);
  if (kind === "statement") return statementPanel(place);
  if (kind === "claim") return claimPanel(place);
  if (kind === "talk") return talkPanel(place);
  if (kind === "source" && !narrow()) return sourcePanel(place);
  return null;
}

function drawPanel(moveFocus) {
  const panel = $("panel");
  const content = panelContent();
  const opened = content !== null;
  if (panel.hidden === opened) {
    panel.hidden = !opened;
    $("body").classList.toggle("has-panel", opened);
  }
  if (!opened) return replace(panel);
  replace(panel, content);
  panel.scrollTop = 0;
  const title = panel.querySelector("h2");
  say(title.textContent);
  if (moveFocus) title.focus({ preventScroll: true });
}
