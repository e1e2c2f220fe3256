// The page comes to life: each change of address is drawn once, by the parts that it concerns.

let theme = "auto";
let byKeyboard = false;
let drawnView = null;

function applyTheme(next) {
  theme = next;
  if (next === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  redrawWithTheme();
  drawTools();
}

const isDark = () => theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

function drawTools() {
  const dark = isDark();
  const menu = h(
    "details",
    { class: "menu" },
    h("summary", { class: "icon", "aria-label": "Take along", title: "Take along" }, icon(ICONS.share)),
    h(
      "div",
      { class: "menu-items" },
      menuItem("Copy a link to this", () => copy(location.href, "Link copied")),
      menuItem("Copy SPARQL for what is shown", () => copy(sparql(), "SPARQL copied")),
      menuItem("Save the graph as PNG", savePng),
      menuItem("Save the graph as SVG", saveSvg),
      menuItem("Print", () => print()),
    ),
  );
  replace($("tools"), button(dark ? "Light colours" : "Dark colours", { class: "icon", id: "theme", onclick: () => (applyTheme(dark ? "light" : "dark"), $("theme").focus()) }, icon(dark ? ICONS.sun : ICONS.moon)), menu);
}

function menuItem(label, act) {
  return h("button", { type: "button", onclick: (event) => ((event.currentTarget.closest("details").open = false), act()) }, label);
}

function refresh() {
  allowDocuments();
  writeKept();
  applyFilters();
  drawFilters(refresh);
  light();
  if (route.view === "claims") drawClaimRows();
}

function drawTabs() {
  for (const view of VIEWS) {
    const tab = $(`tab-${view}`);
    tab.setAttribute("href", viewLink(view));
    if (view === route.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    $(`view-${view}`).hidden = view !== route.view;
  }
  $("main").setAttribute("aria-label", capital(route.view));
  document.title = `${route.kind ? `${titleOf(route)} · ` : ""}Knowledge graph`;
}

function titleOf({ kind, place }) {
  if (kind === "entity") return things[place].label;
  if (kind === "source") return documents[place].title;
  if (kind === "claim") return `Claim by ${speakerName(claims[place]) || "an unnamed speaker"}`;
  if (kind === "talk") return `${things[talks[place][0]].label} on ${things[talks[place][1]].label}`;
  return markTitle([0, 0, "relation", place]);
}

function draw() {
  readRoute();
  if (keepFilters()) applyFilters();
  const entered = route.view !== drawnView;
  drawnView = route.view;
  drawTabs();
  if (entered && narrow()) showFilters(false);
  drawFilters(refresh);
  if (route.view === "graph") {
    if (entered) network.setSize("100%", "100%");
    light();
  }
  drawPanel(byKeyboard && document.activeElement !== $("canvas"));
  if (route.view === "graph") {
    if (route.kind) requestAnimationFrame(() => (lookAtLit(), (chosenByHand = false)));
  } else if (route.view === "claims") {
    drawClaims();
  } else {
    drawSources();
  }
}

function pageKey(event) {
  const typing = event.target.closest("input,select,textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    $("q").focus();
  } else if (event.key === "Escape" && !typing) {
    const menu = document.querySelector("details.menu[open]");
    if (menu) menu.open = false;
    else if (route.kind && !document.querySelector("dialog[open]")) closePanel();
  }
}

function start() {
  replace($("filters-toggle"), icon(ICONS.filters));
  replace($("lens"), icon(ICONS.lens, 17));
  replace($("brand-mark"), icon(ICONS.graph, 22));
  if (narrow()) showFilters(false);
  $("filters-toggle").addEventListener("click", () => showFilters($("body").classList.contains("no-side")));
  $("skip").addEventListener("click", () => $("main").focus());
  document.addEventListener("keydown", (event) => ((byKeyboard = true), pageKey(event)));
  document.addEventListener("pointerdown", (event) => {
    byKeyboard = false;
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(theme));
  addEventListener("hashchange", draw);
  startSearch();
  readRoute();
  readKept();
  writeKept();
  startGraph();
  drawTools();
  draw();
  if (!route.kind) fitAll(false);
  document.documentElement.dataset.ready = "true";
}

start();
