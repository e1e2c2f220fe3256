// Taking things along: a link, a SPARQL query, a picture.

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    offer(text); // no clipboard without leave, or from a file: the text is shown to be copied by hand
  }
}

function offer(text) {
  const area = h("textarea", { readonly: true, rows: 12, "aria-label": "Text to copy" });
  area.value = text;
  const dialog = h("dialog", { class: "offer", "aria-label": "Text to copy" }, area, button("Close", { class: "chip", onclick: () => dialog.close() }));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}

function toast(message) {
  document.querySelector(".toast")?.remove();
  const note = h("p", { class: "toast" }, message);
  document.body.append(note);
  say(message);
  setTimeout(() => note.remove(), 2200);
}

function shareActions() {
  return [action("Copy link", ICONS.link, () => copy(location.href, "Link copied")), action("Copy SPARQL", ICONS.tag, () => copy(sparql(), "SPARQL copied"))];
}

function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function savePng() {
  const drawing = $("canvas").querySelector("canvas");
  const copyOf = document.createElement("canvas");
  copyOf.width = drawing.width;
  copyOf.height = drawing.height;
  const context = copyOf.getContext("2d");
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, copyOf.width, copyOf.height);
  context.drawImage(drawing, 0, 0);
  copyOf.toBlob((blob) => download(blob, "graph.png"), "image/png");
}

function svgText() {
  const shown = nodes.getIds({ filter: (node) => !node.hidden });
  const at = network.getPositions(shown);
  const xs = shown.map((id) => at[id].x);
  const ys = shown.map((id) => at[id].y);
  const box = [Math.min(...xs) - 120, Math.min(...ys) - 60, Math.max(...xs) - Math.min(...xs) + 240, Math.max(...ys) - Math.min(...ys) + 130];
  const lines = edges.get({ filter: (edge) => !edge.hidden }).map((edge) => {
    const curve = network.body.edges[edge.id].edgeType;
    const points = Array.from({ length: 13 }, (_, i) => curve.getPoint(i / 12)).map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
    return s("path", { d: `M${points.join("L")}`, fill: "none", stroke: edge.color.color, "stroke-opacity": edge.color.opacity, "stroke-width": edge.width, "stroke-dasharray": edge.dashes ? "5 5" : null });
  });
  const marks = shown.map((id) => {
    const place = placeOf(id);
    const sign = glyph(things[place].kind, 24);
    const radius = radiusOf(place) * 1.14;
    for (const [name, value] of Object.entries({ x: at[id].x - radius, y: at[id].y - radius, width: 2 * radius, height: 2 * radius })) sign.setAttribute(name, value);
    return s("g", null, sign, s("text", { x: at[id].x, y: at[id].y + radius + 14, "text-anchor": "middle", "font-family": "sans-serif", "font-weight": 600, "font-size": 12.5, fill: colors.ink, stroke: colors.paper, "stroke-width": 4, "paint-order": "stroke" }, things[place].label));
  });
  const root = s("svg", { xmlns: SVG, viewBox: box.join(" "), width: Math.round(box[2]), height: Math.round(box[3]) }, s("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: colors.paper }), lines, marks);
  return new XMLSerializer().serializeToString(root);
}

function saveSvg() {
  download(new Blob([svgText()], { type: "image/svg+xml" }), "graph.svg");
}
