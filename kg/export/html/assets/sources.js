// A source as a reader would mark it: names underlined in the colour of their class, claims and relations in marker.

const marking = { names: true, relations: true, claims: true };

function sourceList() {
  const current = shownSource();
  return group(
    "Sources",
    "g-sources",
    h("ul", { class: "sources" }, documents.slice(0, 500).map((document, place) =>
      h("li", null, h("a", { href: sourceLink(place), "aria-current": place === current ? "true" : null }, h("span", foreign(document.lang, { class: "name" }), document.title), h("span", { class: "faint small" }, languageBadge(document.lang), ` ${plural(document.claims.length, "claim")} · ${plural(document.relations.length, "relation")}`))),
    )),
    documents.length > 500 && h("p", { class: "faint" }, "Search finds the others."),
  );
}

function shownSource() {
  if (route.kind === "source") return route.place;
  if (route.kind === "claim") return claims[route.place].docs[0] ?? 0;
  if (route.kind === "statement") return relations[route.place].docs[0] ?? 0;
  if (route.kind === "entity") return (things[route.place].docs || [])[0] ?? 0;
  return documents.length ? 0 : null;
}

// Everything that is marked in a document: [start, end, sort, place] in code points.
function marksOf(place) {
  const found = [];
  if (marking.names) for (const [start, end, thing] of documents[place].marks || []) found.push([start, end, "name", thing]);
  const pieces = (evidence, sort, number) => {
    for (const [document, start, end] of evidence || []) if (document === place) found.push([start, end, sort, number]);
  };
  if (marking.claims) for (const claim of documents[place].claims) pieces(claims[claim].ev, "claim", claim);
  if (marking.relations) for (const relation of documents[place].relations) for (const stated of relations[relation].st) pieces(stated.ev, "relation", relation);
  if (route.kind === "source" && route.place === place && route.char) found.push([route.char[0], Math.max(...route.char), "target", 0]);
  return found;
}

// The text cut wherever a mark begins or ends; a run is [start, end, the marks over it].
function runs(length, marks) {
  const cuts = [...new Set([0, length, ...marks.flatMap(([start, end]) => [start, end])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
  const starting = [...marks].sort((a, b) => a[0] - b[0]);
  let next = 0;
  let open = [];
  return cuts.slice(0, -1).map((start, i) => {
    while (next < starting.length && starting[next][0] <= start) open = [...open, starting[next++]];
    open = open.filter((mark) => mark[1] > start);
    return [start, cuts[i + 1], open];
  });
}

const LINKS = { name: ["entity", "graph"], claim: ["claim", "sources"], relation: ["statement", "sources"] };

function runNode(place, [start, end, over]) {
  const text = slice(place, start, end);
  const sorts = new Set(over.map((mark) => mark[2]));
  if (!over.length) return spaced(place, text);
  const chosen = over.some(([, , sort, number]) => (sort === "claim" && route.kind === "claim" && route.place === number) || (sort === "relation" && route.kind === "statement" && route.place === number) || (sort === "name" && route.kind === "entity" && route.place === number));
  const name = over.find((mark) => mark[2] === "name");
  const first = name || over.find((mark) => mark[2] === "claim") || over.find((mark) => mark[2] === "relation");
  const classes = `m ${[...sorts].map((sort) => `m-${sort}`).join(" ")} ${chosen ? "m-chosen" : ""}`;
  if (!first) return h("span", { class: classes }, spaced(place, text));
  const [kind] = LINKS[first[2]];
  const begins = first[0] === start;
  const element = h("a", { class: classes, href: linkTo(kind, first[3], "sources"), tabindex: begins ? null : "-1", title: markTitle(first) }, spaced(place, text));
  if (name) element.style.setProperty("--kind", look(things[name[3]].kind).color);
  return element;
}

// Paragraphs that only a line break divides get some air; the text itself is not touched.
function spaced(place, text) {
  const pieces = documents[place].text.trim().includes("\n\n") ? [text] : text.split("\n");
  return pieces.flatMap((piece, i) => (i ? ["\n", h("span", { class: "gap" }), piece] : [piece]));
}

function markTitle([, , sort, number]) {
  if (sort === "name") return `${things[number].label} · ${kindName(things[number].kind)}`;
  if (sort === "claim") return `Claim by ${speakerName(claims[number]) || "an unnamed speaker"}`;
  const { s: one, p, o } = relations[number];
  return `${things[one].label} ${labelled(p)} ${things[o].label}`;
}

// How many code points of the text are its title, when it begins with it on a line of its own.
function headline(document) {
  const text = document.text || "";
  const start = text.length - text.trimStart().length;
  const end = start + document.title.length;
  return text.startsWith(document.title, start) && /^\s*(\n|$)/.test(text.slice(end, end + 200)) ? [...text.slice(0, end)].length : 0;
}

function article(place) {
  const document = documents[place];
  if (!document.text) return [h("p", { class: "none" }, "The text was left out of this page. What was quoted from it:"), document.claims.flatMap((claim) => passages(claims[claim].ev)), document.relations.flatMap((relation) => relations[relation].st.flatMap((stated) => passages(stated.ev)))];
  const points = units(place) ? units(place).length - 1 : document.text.length;
  const paragraphs = h("div", foreign(document.lang, { class: "text" }));
  const heads = headline(document);
  const drawn = runs(points, heads ? [...marksOf(place), [0, heads, "headline", 0]] : marksOf(place)).map((run) => [run[2].some((mark) => mark[2] === "headline"), runNode(place, [run[0], run[1], run[2].filter((mark) => mark[2] !== "headline")])]);
  const title = drawn.filter(([heading]) => heading).map(([, node]) => node);
  if (title.length) paragraphs.append(h("span", { class: "headline" }, title));
  paragraphs.append(...drawn.filter(([heading]) => !heading).flatMap(([, node]) => node));
  return paragraphs;
}

function markToggle(key, label, className) {
  return h("button", { type: "button", class: `chip ${className}`, "aria-pressed": String(marking[key]), onclick: () => ((marking[key] = !marking[key]), drawSources(false)) }, label);
}

function drawSources(move = true) {
  const place = shownSource();
  const view = $("view-sources");
  if (place === null) return replace(view, h("p", { class: "none" }, "There are no sources in this graph."));
  const document = documents[place];
  const facts = [languageName(document.lang), document.publisher, document.issued, document.source].filter(Boolean);
  const steps = documents.length > 1 && h("span", { class: "steps" }, place > 0 && h("a", { href: sourceLink(place - 1), class: "chip" }, "Previous"), place < documents.length - 1 && h("a", { href: sourceLink(place + 1), class: "chip" }, "Next"));
  const top = move ? 0 : view.scrollTop;
  replace(
    view,
    h("div", { class: "marking", role: "toolbar", "aria-label": "What is marked" }, markToggle("names", "Names", "k-name"), markToggle("claims", "Claims", "k-claim"), markToggle("relations", "Relations", "k-relation"), steps),
    h("article", { class: "source", "data-source": place }, h("header", null, h("p", { class: "eyebrow" }, facts.join(" · ")), h("h2", foreign(document.lang, { tabindex: "-1", class: headline(document) ? "sr" : "" }), document.title)), article(place)),
  );
  view.scrollTop = top;
  const target = view.querySelector(".m-target") || view.querySelector(".m-chosen");
  if (move && target) target.scrollIntoView({ block: "center", behavior: "auto" });
}
