// Building elements. Text goes in as text nodes only: nothing of the sources is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function s(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function button(label, attributes, ...children) {
  return h("button", { type: "button", "aria-label": children.length ? label : null, title: children.length ? label : null, ...attributes }, children.length ? children : label);
}

function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

function icon(path, size = 18) {
  return s("svg", { class: "ico", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" }, s("path", { d: path }));
}

const ICONS = {
  filters: "M4 6h16M7 12h10M10 18h4",
  lens: "M10.5 17a6.500 6.500 0 1 0 0-13a6.500 6.500 0 0 0 0 13ZM15.500 15.500 20.500 20.500",
  sun: "M12 16.500a4.500 4.500 0 1 0 0-9a4.500 4.500 0 0 0 0 9ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z",
  share: "M12 15V4M8 7.500 12 3.500l4 4M5 12.500v7h14v-7",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  reset: "M4.500 12a7.500 7.500 0 1 0 2.500-5.600M7 2.500v4.200h4.200",
  tag: "M4 12V4h8l8 8-8 8ZM8 8h.01",
  source: "M5 4h10l4 4v12H5ZM15 4v4h4M8.500 12h7M8.500 16h7",
  graph: "M6 8.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5ZM18 13a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5ZM8 20.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5ZM8.400 6.800l7.200 2.800M16 12l-6 4.500",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700l1-1",
  out: "M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9",
  path: "M5 19.500a2 2 0 1 0 0-4a2 2 0 0 0 0 4ZM19 8.500a2 2 0 1 0 0-4a2 2 0 0 0 0 4ZM7 17.500h6a4 4 0 0 0 0-8h-2a3 3 0 0 1 0-6h6",
  expand: "M12 14.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5ZM12 3v3M12 18v3M3 12h3M18 12h3",
  up: "M7 14.500 12 9l5 5.500",
  down: "M7 9.500 12 15l5-5.500",
};

function say(message) {
  $("live").textContent = message;
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 760px)").matches;
