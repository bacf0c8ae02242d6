// The right side: one figure, its point, every cell that states it, every equation that it takes part in.
const PANEL = $("panel");
const EQUATIONS_SHOWN = 30;
const before = []; // figures looked at, to go back to

function chooseFigure(number, jump) {
  if (chosen.figure >= 0 && chosen.figure !== number) before.push(chosen.figure);
  showFigure(number, jump);
}

function showFigure(number, jump) {
  chosen.figure = number;
  // The panel takes room from the pages: the figure is to stay in sight.
  const moved = !document.body.classList.contains("with-panel");
  document.body.classList.add("with-panel");
  if (jump || moved) goTo(figure(number).anchor);
  const at = DATA.figures[number][3];
  const same = new Set(at >= 0 ? figuresAt().get(at) : []);
  PAGES.querySelectorAll(".fig.chosen, .fig.same").forEach((node) => node.classList.remove("chosen", "same"));
  same.forEach((n) => { const node = $("f" + n); if (node) node.classList.add("same"); });
  const node = $("f" + number);
  if (node) node.classList.add("chosen");
  drawPanel(figure(number), same);
}

function closePanel() {
  const node = $("f" + chosen.figure);
  const anchor = figure(chosen.figure).anchor;
  chosen.figure = -1;
  before.length = 0;
  PAGES.querySelectorAll(".fig.chosen, .fig.same").forEach((n) => n.classList.remove("chosen", "same"));
  document.body.classList.remove("with-panel");
  goTo(anchor);
  if (node) node.focus({ preventScroll: true });
}

function goBack() {
  if (before.length) showFigure(before.pop(), true);
}

function drawPanel(it, same) {
  clear(PANEL);
  PANEL.scrollTop = 0;
  const [amount, unit] = it.printed.split(" ");
  PANEL.appendChild(el("div.head", null,
    el("div.buttons", null,
      before.length ? el("button.back", { click: goBack }, "‹ ", say("back")) : null,
      el("button.close", { click: closePanel, "aria-label": say("close"), title: say("close") }, "×")),
    el("p.amount", null, el("b", null, amount), unit ? " " + unit : ""),
    el("p.where", null, it.label),
    el("p.place", null, [fileOf(it.anchor), it.place].filter(Boolean).join(" · "), " ", el("button.link", { click: () => goTo(it.anchor) }, say("locate")))));
  const point = it.claim ? it.claim.point : it.point;
  part(say("meaning"), point >= 0 ? pointNode(point) : el("p.quiet", null, say("not_understood")));
  itsFindings(it.number);
  if (it.claim) drawClaim(it.claim);
  drawSame(it, same);
  drawEquations(it);
}

/** The file that a figure stands in, where there are several. */
function fileOf(anchor) {
  if (DATA.sources.length < 2) return "";
  const node = Array.isArray(anchor) ? $("v" + anchor[0]) : $(anchor);
  return node ? DATA.sources[DATA.views[Number(node.closest(".view").dataset.v)].source] : "";
}

function part(title, ...nodes) {
  PANEL.appendChild(el("section", null, el("h2", null, title), ...nodes));
}

/** A point of the cube: each dimension that says something. */
function pointNode(point) {
  const nodes = DATA.points[point];
  if (!nodes.length) return el("p", null, say("root"));
  return el("dl.point", null, ...[].concat(...nodes.map(([name, node]) => [el("dt", null, name), el("dd", null, node)])));
}

function itsFindings(number) {
  const found = findingsOf().get(number) || [];
  if (!found.length) return;
  part(say("its_findings"), el("ul.links", null, ...found.map((n) => el("li", null,
    el("button.link." + FINDINGS[n].severity, { click: () => chooseFinding(n, false) }, n + 1 + ". " + inWords(FINDINGS[n].message))))));
}

function drawClaim(claim) {
  const [left, number, right] = claim.sentence;
  part(say("sentence"), el("p.sentence", null, left, el("mark", null, number), right),
    el("dl", null, el("dt", null, say("kind")), el("dd", null, claim.kind)),
    claim.base >= 0 ? el("div", null, el("p.quiet", null, say("base")), pointNode(claim.base)) : null,
    el("ul.links", null, ...[["about_amount", claim.of], ["against_amount", claim.against]].filter((r) => r[1] >= 0)
      .map(([key, n]) => el("li", null, say(key), " ", figureLink(n)))),
    claim.rate && el("p.rate", null, "✓ " + say("rate", { n: claim.rate })));
}

function figureLink(number) {
  const it = figure(number);
  return el("button.link", { click: () => chooseFigure(number, true) }, el("span.label", null, it.label), " ", el("b", null, it.printed), " ", el("span.place", null, it.place));
}

/** Every cell and every sentence that states the same point. */
function drawSame(it, same) {
  const others = Array.from(same).filter((n) => n !== it.number);
  if (!others.length) {
    if (!it.claim && (equationsOf().get(it.number) || []).length) part(say("same", { n: 1 }), el("p.quiet", null, say("once")));
    return;
  }
  const agree = DATA.agree[it.point];
  part(say("same", { n: same.size }),
    el("p." + (agree ? "holds" : "fails"), null, (agree ? "✓ " : "✗ ") + say(agree ? "agrees" : "disagrees")),
    el("ul.links", null, ...others.map((n) => el("li", null, figureLink(n)))));
}

function drawEquations(it) {
  const mine = equationsOf().get(it.number) || [];
  if (!mine.length) {
    if (!it.claim) part(say("equations", { n: 0 }), el("p.quiet", null, say(isLone(it.number) ? "nothing_checks" : "no_equation")));
    return;
  }
  const failing = mine.filter((n) => !DATA.equations[n][3]).length;
  const list = el("div", null, ...mine.slice(0, EQUATIONS_SHOWN).map((n) => documentEquation(n, it.number)));
  if (mine.length > EQUATIONS_SHOWN) {
    const rest = mine.slice(EQUATIONS_SHOWN);
    const more = el("button.more", { click: () => { list.removeChild(more); rest.forEach((n) => list.appendChild(documentEquation(n, it.number))); } }, say("more", { n: rest.length }));
    list.appendChild(more);
  }
  part(say("equations", { n: mine.length }),
    el("p." + (failing ? "fails" : "holds"), null, failing ? "✗ " + say("some_fail", { n: failing }) : "✓ " + say("all_hold")), list);
}
