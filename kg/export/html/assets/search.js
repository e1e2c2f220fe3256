// The search box: every name and alias, the claims' words and the sources' titles, whatever case and accents.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/ø/g, "o").replace(/æ/g, "ae").replace(/ς/g, "σ").replace(/[’‘]/g, "'");
let searchable = null;
let hits = [];
let active = -1;
let pickInstead = null;

function index() {
  if (searchable) return searchable;
  searchable = {
    things: things.map((thing) => [thing.label, ...(thing.names || []).map((name) => name[0])].map((name) => [name, fold(name)])),
    claims: claims.map((claim) => [claim.text, claim.label].flatMap((words) => (words ? [fold(words[0])] : []))),
    documents: documents.map((document) => [document.title, document.source || ""].map(fold)),
  };
  return searchable;
}

// How well a folded name fits: 0 not at all, 3 from its start, 2 from a word's start, 1 within.
function fit(name, wanted) {
  const at = name.indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return name.length === wanted.length ? 4 : 3;
  return /[\s\-'(]/.test(name[at - 1]) ? 2 : 1;
}

function find(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const { things: names, claims: said, documents: titles } = index();
  const found = [];
  names.forEach((all, place) => {
    let best = 0;
    let alias = null;
    all.forEach(([name, folded], i) => {
      const score = fit(folded, wanted) * 2 - (i ? 1 : 0);
      if (fit(folded, wanted) && score > best) [best, alias] = [score, i ? name : null];
    });
    if (best) found.push({ kind: "entity", place, score: best * 1e6 + things[place].edges.length, alias });
  });
  found.sort((a, b) => b.score - a.score || a.place - b.place);
  const result = found.slice(0, 12);
  if (pickInstead !== null) return result;
  if (wanted.length > 2) {
    const within = (list, kind, limit) => list.flatMap((folded, place) => (folded.some((text) => text.includes(wanted)) ? [{ kind, place }] : [])).slice(0, limit);
    result.push(...within(said, "claim", 5), ...within(titles, "source", 4));
  }
  return result;
}

function hitRow(hit, i) {
  const id = `hit-${i}`;
  const attributes = { id, role: "option", class: "hit", "aria-selected": String(i === active), onmousedown: (event) => (event.preventDefault(), choose(i)) };
  if (hit.kind === "entity") {
    const thing = things[hit.place];
    return h("div", attributes, glyph(thing.kind, 22), h("span", { class: "name", dir: "auto" }, thing.label, hit.alias && h("span", { class: "faint" }, ` — ${hit.alias}`)), h("span", { class: "faint" }, kindName(thing.kind)));
  }
  if (hit.kind === "claim") {
    const [text, lang] = claims[hit.place].text;
    return h("div", attributes, h("span", { class: "sign" }, "“"), h("span", foreign(lang, { class: "name serif" }), text), h("span", { class: "faint" }, "Claim"));
  }
  const source = documents[hit.place];
  return h("div", attributes, h("span", { class: "sign" }, icon(ICONS.source, 16)), h("span", foreign(source.lang, { class: "name" }), source.title), h("span", { class: "faint" }, "Source"));
}

function drawHits() {
  const box = $("hits");
  const typed = $("q").value.trim() !== "";
  box.hidden = !typed;
  $("q").setAttribute("aria-expanded", String(typed));
  replace(box, hits.length ? hits.map(hitRow) : typed && h("p", { class: "none" }, "Nothing has this name."));
  const current = active >= 0 && $(`hit-${active}`);
  if (current) {
    $("q").setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  } else {
    $("q").removeAttribute("aria-activedescendant");
  }
}

function choose(i) {
  const hit = hits[i];
  if (!hit) return;
  const from = pickInstead;
  closeSearch();
  if (from !== null) go(pathLink(from, hit.place));
  else if (hit.kind === "source") go(sourceLink(hit.place));
  else go(linkTo(hit.kind, hit.place, hit.kind === "entity" ? (route.view === "sources" ? "graph" : route.view) : undefined));
}

function closeSearch() {
  const input = $("q");
  input.value = "";
  input.placeholder = "Search names, claims, sources";
  hits = [];
  active = -1;
  pickInstead = null;
  drawHits();
  input.blur();
}

// Ask for the second end of a path from the thing at this place.
function pickPathEnd(from) {
  pickInstead = from;
  $("q").value = "";
  $("q").placeholder = `Path from ${things[from].label} to…`;
  $("q").focus();
  say("Type the name of the entity at the other end of the path.");
}

function searchKey(event) {
  if (event.key === "Escape") closeSearch();
  else if (event.key === "Enter") choose(Math.max(active, 0));
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = hits.length ? (active + step + hits.length) % hits.length : -1;
    drawHits();
  } else return;
  event.preventDefault();
}

function startSearch() {
  const input = $("q");
  input.addEventListener("input", () => {
    hits = find(input.value);
    active = -1;
    drawHits();
    if (input.value.trim()) say(plural(hits.length, "result"));
  });
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && ($("hits").hidden = true), 100));
  input.addEventListener("focus", () => hits.length && drawHits());
}
