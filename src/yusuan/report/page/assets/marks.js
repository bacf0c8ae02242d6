// What is laid over the pages: a button on each figure, a frame around each finding. Made when a page comes near.

/** A box (tenths of a point) as parts of its page. */
function place(node, box, view) {
  const [x0, y0, x1, y1] = box;
  node.style.left = (100 * x0) / view.width + "%";
  node.style.top = (100 * y0) / view.height + "%";
  node.style.width = (100 * (x1 - x0)) / view.width + "%";
  node.style.height = (100 * (y1 - y0)) / view.height + "%";
  return node;
}

const figuresOn = once(() => grouped(DATA.figures.map((f, n) => n).filter((n) => Array.isArray(DATA.figures[n][0])), (n) => DATA.figures[n][0][0]));

const findingsOn = once(() => {
  const found = new Map();
  const add = (view, entry) => { if (!found.has(view)) found.set(view, []); found.get(view).push(entry); };
  DATA.findings.forEach((finding, number) => {
    if (Array.isArray(finding.at)) add(finding.at[0], { number, box: finding.at.slice(1), first: true });
    finding.also.forEach(([anchor]) => { if (Array.isArray(anchor) && anchor.length > 1) add(anchor[0], { number, box: anchor.slice(1) }); });
  });
  return found;
});

function badge(number) {
  const finding = FINDINGS[number];
  return el("button.badge." + finding.severity, {
    "data-finding": number, title: inWords(finding.message), "aria-label": DATA.severities[finding.severity] + " " + (number + 1) + " " + inWords(finding.message),
  }, number + 1);
}

/** Lay the figures and findings over a page, once. */
function markSheet(section) {
  const number = Number(section.dataset.v);
  const layer = section.querySelector(".marks");
  if (!layer || layer.dataset.done) return;
  layer.dataset.done = "yes";
  if (section.tabIndex === 0) section.tabIndex = -1;
  const view = DATA.views[number];
  const some = document.createDocumentFragment();
  const taken = new Map(); // badges at one spot stand beside each other
  (findingsOn().get(number) || []).forEach(({ number: n, box, first }) => {
    const inSentence = first && DATA.findings[n].figures.length === 1 && DATA.findings[n].figures[0] < CLAIMS;
    const kind = (first ? "" : ".also") + (box.length ? "" : ".whole") + (inSentence ? ".within" : "");
    const frame = el("div.frame." + FINDINGS[n].severity + kind, { "data-of": n });
    if (box.length) place(frame, box, view);
    if (first) {
      const spot = box.join();
      taken.set(spot, (taken.get(spot) || 0) + 1);
      const mark = badge(n);
      if (taken.get(spot) > 1) mark.style.marginLeft = 3 + (taken.get(spot) - 1) * 24 + "px";
      frame.appendChild(mark);
    }
    some.appendChild(frame);
  });
  (figuresOn().get(number) || []).forEach((n, index) => {
    const it = figure(n);
    const button = el("button.fig", { id: "f" + n, "data-f": n, tabindex: index ? -1 : 0, "aria-label": it.label + " " + it.printed });
    decorate(button, n);
    some.appendChild(place(button, it.anchor.slice(1), view));
  });
  layer.appendChild(some);
}

function decorate(button, number) {
  if (isLone(number)) button.classList.add("lone");
  if (chosen.figure === number) button.classList.add("chosen");
}

/** Mark the findings and figures of a text; its buttons are there already. */
function markFlow(section) {
  const buttons = section.querySelectorAll("[data-f]");
  if (buttons.length) buttons[0].tabIndex = 0;
  buttons.forEach((button) => decorate(button, Number(button.dataset.f)));
  DATA.findings.forEach((finding, number) => {
    const spot = typeof finding.at === "string" && $(finding.at);
    if (!spot || !section.contains(spot)) return;
    const holder = spot.matches(".fig") ? spot.parentNode : spot;
    spot.classList.add("flagged", FINDINGS[number].severity);
    if (holder.tagName === "FIGURE") holder.insertBefore(badge(number), holder.firstChild);
    else if (spot.matches(".fig")) holder.insertBefore(badge(number), spot);
    else holder.appendChild(badge(number));
  });
}
