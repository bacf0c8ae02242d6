// Everything is in the page: the data, read once, and a few helpers. Texts are only ever set as text, never as HTML.
const DATA = JSON.parse(document.getElementById("data").textContent);
const REPORT = DATA.report.documents[0];
const FINDINGS = REPORT.findings;
const CLAIMS = DATA.claims.length; // figures below this number are claims, the others facts

const $ = (id) => document.getElementById(id);

/** The words for `key`, with what stands in braces filled in. */
function say(key, values) {
  return DATA.words[key].replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? values[name] : all));
}

/** A text of the report in the page's language. */
function inWords(text) {
  return text ? text[DATA.language] || text.zh : "";
}

/** An element: `el("p.note", {title: "…"}, "text", child)`; handlers as `click: f`. */
function el(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  });
  children.forEach((child) => {
    if (child === null || child === undefined || child === "") return;
    made.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  });
  return made;
}

function clear(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

/** A figure by number, by name; `words`: statement, row and column of a cell, the subject of a claim; `point` -1: none. */
function figure(number) {
  const [anchor, printed, said, point, place] = DATA.figures[number];
  const words = Array.isArray(said) ? said : ["", said, ""];
  return { number, anchor, printed, words, label: words.filter(Boolean).join(" "), point, place, claim: number < CLAIMS ? DATA.claims[number] : null };
}

/** Lists by a key that `of` gives for each item. */
function grouped(items, of) {
  const found = new Map();
  items.forEach((item) => {
    const key = of(item);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(item);
  });
  return found;
}

/** Something computed when it is first asked for. */
function once(compute) {
  let made = null;
  return () => (made || (made = { value: compute() })).value;
}

const figuresAt = once(() => grouped(DATA.figures.map((f, n) => n).filter((n) => DATA.figures[n][3] >= 0), (n) => DATA.figures[n][3]));

/** The equations of each figure, by their numbers. */
const equationsOf = once(() => {
  const found = new Map();
  DATA.equations.forEach((equation, number) => {
    new Set([equation[4], ...equation[5].map((n) => (n < 0 ? ~n : n))]).forEach((n) => {
      if (!found.has(n)) found.set(n, []);
      found.get(n).push(number);
    });
  });
  return found;
});

/** The findings of each figure, by their numbers. */
const findingsOf = once(() => {
  const found = new Map();
  DATA.findings.forEach((finding, number) => finding.figures.forEach((n) => {
    if (!found.has(n)) found.set(n, []);
    found.get(n).push(number);
  }));
  return found;
});

/** Whether nothing can check a fact: it is stated once and takes part in no equation. */
function isLone(number) {
  const at = DATA.figures[number][3];
  return number >= CLAIMS && !equationsOf().has(number) && (at < 0 || figuresAt().get(at).length < 2);
}

/** What a person chose for this document before; a page opened from disk may not be allowed to keep anything. */
const memory = {
  get(key, otherwise) {
    try {
      return JSON.parse(window.localStorage.getItem("yusuan:" + key)) || otherwise;
    } catch (error) {
      return otherwise;
    }
  },
  set(key, value) {
    try {
      window.localStorage.setItem("yusuan:" + key, JSON.stringify(value));
    } catch (error) {
      // Kept until the page is closed; the export is what counts.
    }
  },
};
