// The left side: the findings by severity or by section, filtered, each with its equations and the rule behind it.
const LIST = $("findings");
const FIGURES_SHOWN = 60;
const SEVERITIES = ["error", "warning", "hint"];
const filter = { text: "", rule: "", off: new Set(), group: "severity" };
const opened = new Set();

function matches(number) {
  const finding = FINDINGS[number];
  if (filter.off.has(finding.severity) || (filter.rule && filter.rule !== finding.code)) return false;
  if (!filter.text) return true;
  const words = [finding.code, inWords(finding.name), inWords(finding.message), DATA.findings[number].where, finding.printed, finding.expected];
  return words.join(" ").toLowerCase().indexOf(filter.text) >= 0;
}

function sectionOf(number) {
  const finding = FINDINGS[number];
  if (finding.statement !== null) {
    const of = REPORT.read.statements[finding.statement];
    return [of.number, of.title].filter(Boolean).join(" ") || DATA.findings[number].where;
  }
  return finding.heading.length ? finding.heading[finding.heading.length - 1] : say("whole");
}

function shownFindings() {
  const shown = FINDINGS.map((f, n) => n).filter(matches);
  if (filter.group === "section") return grouped(shown, sectionOf);
  const found = new Map();
  SEVERITIES.forEach((s) => {
    const group = shown.filter((n) => FINDINGS[n].severity === s);
    if (group.length) found.set(DATA.severities[s], group);
  });
  return found;
}

function drawFindings() {
  clear(LIST);
  const groups = shownFindings();
  groups.forEach((numbers, title) => {
    LIST.appendChild(el("h2", null, title, " ", el("small", null, numbers.length)));
    LIST.appendChild(el("ol", null, ...numbers.map(findingNode)));
  });
  if (!groups.size) LIST.appendChild(el("p.nothing", null, FINDINGS.length ? say("none_shown") : "✓ " + say("none")));
  if (REPORT.known) LIST.appendChild(el("p.quiet", null, say("known", { n: REPORT.known })));
  drawMatches();
  const old = REPORT.accepted || [];
  if (old.length) {
    LIST.appendChild(el("h2", null, say("accepted_before"), " ", el("small", null, old.length)));
    LIST.appendChild(el("ul.accepted", null, ...old.map((a) => el("li", null, el("p", null, inWords(a.message)), el("p.quiet", null, [a.date, a.by, a.reason].filter(Boolean).join(" "))))));
  }
}

/** The figures that a search finds, by what is printed or by their statement, row and column. */
function drawMatches() {
  if (!filter.text) return;
  const wanted = filter.text.replace(/,/g, "");
  const found = DATA.figures.map((f, n) => n).filter((n) => {
    const [, printed, said] = DATA.figures[n];
    return printed.replace(/,/g, "").indexOf(wanted) >= 0 || String(said).toLowerCase().indexOf(filter.text) >= 0;
  });
  if (!found.length) return;
  LIST.appendChild(el("h2", null, say("figures"), " ", el("small", null, found.length)));
  LIST.appendChild(el("ul.links", null, ...found.slice(0, FIGURES_SHOWN).map((n) => el("li", null, figureLink(n)))));
}

function findingNode(number) {
  const finding = FINDINGS[number];
  const spots = DATA.findings[number];
  const open = opened.has(number);
  const where = finding.statement === null && finding.heading.length ? finding.heading[finding.heading.length - 1] : spots.where;
  const change = finding.printed || finding.expected
    ? el("span.change", null, finding.printed && el("s", { title: say("printed") }, finding.printed), finding.printed && finding.expected && " → ", finding.expected && el("b", { title: say("expected") }, finding.expected)) : null;
  const head = el("button.summary", { "data-summary": number, "aria-expanded": String(open), click: () => toggle(number) },
    el("span.no", null, number + 1),
    el("span.text", null, el("span.rule", null, finding.code, " ", inWords(finding.name)), el("span.message", null, inWords(finding.message)), change,
      el("span.place", { title: spots.where }, [where, spots.place].filter(Boolean).join(" · "))));
  const node = el("li.finding." + finding.severity + (acceptance(number) ? ".done" : "") + (chosen.finding === number ? ".current" : ""), { id: "finding-" + number }, head);
  if (open) node.appendChild(detailsNode(number));
  return node;
}

function detailsNode(number) {
  const finding = FINDINGS[number];
  const spots = DATA.findings[number];
  const rule = DATA.rules[finding.code];
  // Several places on one page are one link.
  const also = spots.also.filter(([anchor, words], n, all) => anchor !== null && all.findIndex((other) => other[1] === words) === n);
  const row = (key, value) => (value ? [el("dt", null, say(key)), el("dd", null, value)] : []);
  return el("div.details", null,
    el("p.buttons", null,
      spots.at !== null ? el("button.primary", { click: () => goTo(spots.at) }, say("locate")) : null,
      ...spots.figures.slice(0, 3).map((n) => el("button", { click: () => chooseFigure(n, true) }, figure(n).printed))),
    ...finding.equations.map((equation, n) => findingEquation(equation, spots.equations[n])),
    also.length ? el("p.also", null, say("also"), " ", ...also.slice(0, 12).map(([anchor, words]) => el("button.link", { click: () => goTo(anchor) }, words))) : null,
    el("dl", null, ...row("difference", spots.difference), ...(rule ? [...row("why", rule.why), ...row("basis", rule.basis), ...row("wrong", rule.wrong), ...row("right", rule.right)] : []),
      ...row("key", finding.key)),
    el("p.quiet", null, say("certainty", { n: Math.round(finding.certainty * 100) })),
    acceptForm(number, () => redraw(number)));
}

function redraw(number) {
  const node = $("finding-" + number);
  if (!node) return;
  const focused = node.contains(document.activeElement);
  const fresh = findingNode(number);
  node.parentNode.replaceChild(fresh, node);
  if (focused) fresh.querySelector(".summary").focus({ preventScroll: true });
  drawExportMenu();
}

function toggle(number) {
  if (chosen.finding === number && opened.has(number)) {
    opened.delete(number);
    redraw(number);
    return;
  }
  chooseFinding(number, true);
}

/** Make a finding the current one: opened in the list, its place in the middle; `quietly` leaves the others open. */
function chooseFinding(number, fromList) {
  const last = chosen.finding;
  chosen.finding = number;
  opened.add(number);
  if (!matches(number)) clearFilters();
  showTab("findings");
  if (!$("finding-" + number)) drawFindings();
  if (last >= 0 && last !== number) {
    opened.delete(last);
    redraw(last);
  }
  redraw(number);
  PAGES.querySelectorAll(".frame.current").forEach((node) => node.classList.remove("current"));
  goTo(DATA.findings[number].at);
  PAGES.querySelectorAll('.frame[data-of="' + number + '"]').forEach((node) => node.classList.add("current"));
  const summary = $("finding-" + number).querySelector(".summary");
  summary.focus({ preventScroll: true });
  if (!fromList || summary.getBoundingClientRect().top < LIST.parentNode.getBoundingClientRect().top) summary.scrollIntoView({ block: "nearest" });
}

/** The next (1) or previous (-1) finding as they are listed. */
function step(by) {
  const order = [].concat(...Array.from(shownFindings().values()));
  if (!order.length) return;
  const at = order.indexOf(chosen.finding);
  const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, at + by));
  chooseFinding(order[next], false);
}

function clearFilters() {
  filter.text = filter.rule = "";
  filter.off.clear();
  $("search").value = $("rule").value = "";
  drawTally();
  drawFindings();
}

/** How many of each severity, at the top: each a switch. */
function drawTally() {
  const tally = clear($("tally"));
  SEVERITIES.forEach((severity) => {
    const n = FINDINGS.filter((f) => f.severity === severity).length;
    const on = !filter.off.has(severity);
    tally.appendChild(el("button.count." + severity, {
      "aria-pressed": String(on), click: () => { filter.off[on ? "add" : "delete"](severity); drawTally(); drawFindings(); },
    }, DATA.severities[severity], " ", el("b", null, n)));
  });
}

function drawFilters() {
  const rules = $("rule");
  rules.appendChild(el("option", { value: "" }, say("all_rules")));
  Array.from(new Set(FINDINGS.map((f) => f.code))).sort().forEach((code) => {
    const of = FINDINGS.filter((f) => f.code === code);
    rules.appendChild(el("option", { value: code }, code + " " + inWords(of[0].name) + "（" + of.length + "）"));
  });
  rules.addEventListener("change", () => { filter.rule = rules.value; drawFindings(); });
  $("group").addEventListener("change", () => { filter.group = $("group").value; drawFindings(); });
  $("search").addEventListener("input", () => { filter.text = $("search").value.trim().toLowerCase(); drawFindings(); });
}
