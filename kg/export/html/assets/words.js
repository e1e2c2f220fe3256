// Names, numbers and quotations as a reader likes to see them.

function humane(local) {
  const spaced = local.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  return spaced.split(" ").map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(" ");
}

const labelled = (local) => DATA.labels[local] || humane(local);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const kindName = (kind) => capital(labelled(kind));
const TALK = "speaks about";
const plural = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

const languageNames = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames(["en"], { type: "language", fallback: "code" }) : null;

function languageName(code) {
  if (!code || code === "und") return "Unknown language";
  try {
    return languageNames ? languageNames.of(code) : code;
  } catch {
    return code; // not a tag that the browser accepts: shown as it stands
  }
}

// Attributes of an element whose text is in another language.
function foreign(code, extra) {
  return { lang: code && code !== "und" ? code : "", dir: "auto", ...extra };
}

function percent(value) {
  return `${Math.round(Number(value) * 1000) / 10}%`;
}

function chanceWords(claim) {
  const [low, high] = claim.prob || ["", ""];
  let figure = "";
  if (low && high) figure = Number(low) === Number(high) ? percent(low) : `${percent(low)}–${percent(high)}`;
  else if (high) figure = `at most ${percent(high)}`;
  else if (low) figure = `at least ${percent(low)}`;
  const verbal = claim.likely ? labelled(claim.likely) : "";
  return [figure, verbal].filter(Boolean).join(", ");
}

// [low, high, verbal]: the range that a claim's chance covers, or null.
function chance(claim) {
  const [low, high] = claim.prob || ["", ""];
  if (low || high) return [low ? Number(low) : 0, high ? Number(high) : 1, false];
  const range = DATA.scale[claim.likely];
  return range ? [range[0], range[1], true] : null;
}

function durationWords(duration) {
  const names = { Y: "year", M: "month", W: "week", D: "day" };
  const parts = [...(duration || "").matchAll(/([\d.]+)([YMWD])/g)];
  return parts.map(([, number, letter]) => plural(Number(number), names[letter])).join(" ") || duration;
}

function horizonWords(claim) {
  const due = claim.due ? `by ${claim.due}` : "";
  const [from, to] = claim.horizon || ["", ""];
  if (!from && !to) return due;
  if (!from || !to || from === to) {
    const words = durationWords(from || to);
    return [from && to ? `in ${words}` : from ? `after ${words}` : `within ${words}`, due].filter(Boolean).join(", ");
  }
  const [one, other] = [from, to].map((d) => /^P([\d.]+)([YMWD])$/.exec(d));
  const joined = one && other && one[2] === other[2] ? `${one[1]}–${durationWords(to)}` : `${durationWords(from)} to ${durationWords(to)}`;
  return [`in ${joined}`, due].filter(Boolean).join(", ");
}

function bar(low, high, label, className) {
  const width = 76;
  const left = Math.max(0, Math.min(low, 1)) * width;
  const right = Math.max(0, Math.min(high, 1)) * width;
  return s(
    "svg",
    { class: `bar ${className}`, viewBox: `0 0 ${width} 10`, width, height: 10, role: "img", "aria-label": label },
    s("rect", { class: "track", x: 0, y: 2, width, height: 6, rx: 3 }),
    s("rect", { class: "range", x: Math.min(left, width - 5), y: 2, width: Math.max(5, right - left), height: 6, rx: 3 }),
    [0.25, 0.5, 0.75].map((at) => s("path", { class: "tick", d: `M${width * at} 2v6` })),
  );
}

function chanceBar(claim) {
  const range = chance(claim);
  const words = chanceWords(claim);
  if (!words) return null;
  return h("span", { class: "measure" }, range && bar(range[0], range[1], `Probability: ${words}`, range[2] ? "verbal" : "figure"), h("span", null, words));
}

const LONGEST = Math.max(10, ...HORIZONS);

function horizonBar(claim) {
  const words = horizonWords(claim);
  if (!words) return null;
  const [from, to] = (claim.horizon || []).map(years);
  const known = from !== undefined && (from !== null || to !== null);
  const low = from === null ? 0 : from / LONGEST;
  const high = to === null ? 1 : to / LONGEST;
  return h("span", { class: "measure" }, known && bar(low, high, `Horizon: ${words}`, "time"), h("span", null, words));
}

const MODES = { Direct: ["“ ”", "Quoted word for word"], Indirect: ["≈", "Reported in other words"], Mixed: ["“≈”", "Partly quoted"] };

function modeBadge(claim) {
  if (!claim.mode) return null;
  const [sign, title] = MODES[claim.mode] || ["", humane(claim.mode)];
  return h("span", { class: `badge mode ${claim.mode === "Direct" ? "direct" : ""}`, title }, h("span", { "aria-hidden": "true" }, sign, " "), humane(claim.mode));
}

function markBadges(claim) {
  return [
    claim.hedged && h("span", { class: "badge hedge", title: "The speaker hedges" }, "hedged"),
    claim.negated && h("span", { class: "badge negation", title: "The claim is negated" }, "negated"),
  ];
}

function standing(comparison) {
  return `${comparison.negated ? "not " : ""}${comparison.stands ? labelled(comparison.stands) : "compared to"}`;
}

function marginWords(comparison) {
  return comparison.margin ? ["(“", h("span", foreign(comparison.margin[1], { class: "serif" }), comparison.margin[0]), "”)"] : [];
}

// Who is ahead of whom by the claim, a line for each comparison.
function comparisonLines(claim) {
  const named = (places) => (places || []).map((place) => things[place].label).join(", ");
  return (claim.compares || []).map((one) => h("span", { class: "compared", dir: "auto" }, `${named(one.one)}: ${standing(one)} ${named(one.other)}`.trim(), one.margin && " ", marginWords(one)));
}

// ---- quotations

const REACH = 260;
const SENTENCE_ENDS = /[.!?…。！？]["”’»)\]]*\s/gu;
const SENTENCE_END = /[.!?…。！？]["”’»)\]]*(?=\s|$)/u;
const CLOSED = /[.!?…。！？]["”’»)\]]*$/u;

// The sentence around [start, end) in UTF-16 units, cut at a word where it is long.
function around(text, start, end) {
  const before = text.slice(Math.max(0, start - REACH), start);
  const ends = [...before.matchAll(SENTENCE_ENDS)].map((found) => found.index + found[0].length);
  let from = Math.max(0, before.lastIndexOf("\n") + 1, ...ends);
  const cutBefore = from === 0 && start > REACH;
  if (cutBefore) from = before.indexOf(" ") + 1;

  const after = text.slice(end, end + REACH);
  const line = after.slice(0, after.search(/\n|$/));
  let to = line.length;
  const stop = SENTENCE_END.exec(line);
  if (CLOSED.test(text.slice(start, end))) to = /^["”’»)\]]*/.exec(line)[0].length;
  else if (stop) to = stop.index + stop[0].length;
  const cutAfter = to === REACH && end + REACH < text.length;
  if (cutAfter) to = after.lastIndexOf(" ");
  return { from: start - before.length + from, to: end + Math.max(0, to), cutBefore, cutAfter };
}

const readHere = () => h("span", { class: "sr" }, "Read in the source: ");

// Pieces of evidence of one document, near each other, in their sentence, each marked.
function passage(place, pieces) {
  const document = documents[place];
  const first = pieces[0];
  const missing = !document.text || pieces.some((piece) => piece[3] !== undefined);
  let content;
  if (missing) {
    content = pieces.map((piece, i) => [i ? " … " : "", h("mark", { class: "evidence" }, words(piece))]);
  } else {
    const spans = pieces.map((piece) => [unit(place, piece[1]), unit(place, piece[2])]);
    const last = spans[spans.length - 1];
    const { from, to, cutBefore, cutAfter } = around(document.text, spans[0][0], last[1]);
    content = [cutBefore && "… "];
    let at = from;
    for (const [start, end] of spans) {
      if (start > at) content.push(document.text.slice(at, start));
      content.push(h("mark", { class: "evidence" }, document.text.slice(Math.max(at, start), end)));
      at = Math.max(at, end);
    }
    content.push(document.text.slice(at, to), cutAfter && " …");
  }
  return h(
    "figure",
    { class: "passage" },
    h("blockquote", foreign(document.lang), content),
    h("figcaption", null, h("a", { class: "jump", href: sourceLink(place, first[1], pieces[pieces.length - 1][2]) }, icon(ICONS.source, 14), readHere(), h("span", foreign(document.lang, { class: "cut" }), document.title), h("span", { class: "code" }, document.lang || ""))),
  );
}

const TOGETHER = 300;

function passages(evidence) {
  const groups = [];
  for (const piece of evidence || []) {
    const group = groups[groups.length - 1];
    const last = group && group[group.length - 1];
    if (last && last[0] === piece[0] && piece[1] - last[2] < TOGETHER) group.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => passage(group[0][0], group));
}
