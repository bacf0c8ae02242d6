// The other tabs: what was not checked and why, what was not understood; what was read, and how much of it was checked.
const TABS = ["findings", "unchecked", "about"];

function showTab(name) {
  TABS.forEach((tab) => {
    const on = tab === name;
    $("tab-" + tab).setAttribute("aria-selected", String(on));
    $("tab-" + tab).tabIndex = on ? 0 : -1;
    $("pane-" + tab).hidden = !on;
  });
}

function drawTabs() {
  TABS.forEach((tab, n) => {
    const button = $("tab-" + tab);
    button.addEventListener("click", () => showTab(tab));
    button.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const other = TABS[(n + by + TABS.length) % TABS.length];
      showTab(other);
      $("tab-" + other).focus();
    });
  });
}

function section(pane, title, ...nodes) {
  pane.appendChild(el("section", null, el("h2", null, title), ...nodes));
}

/** Rules by the reason that they give: many have the same one. */
function rulesByReason(rules) {
  const items = [];
  grouped(rules, (rule) => inWords(rule.why)).forEach((same, why) => items.push(el("li", null, el("p", null, why),
    ...same.map((rule) => el("span.rule", null, rule.code, " ", inWords(rule.name))))));
  return el("ul.rules", null, ...items);
}

function drawUnchecked() {
  const pane = $("pane-unchecked");
  const rules = (verdicts) => REPORT.checked.rules.filter((r) => verdicts.indexOf(r.verdict) >= 0);
  const not = rules(["not checked", "crashed"]);
  const facts = DATA.figures.length - CLAIMS;
  let lone = 0;
  for (let n = CLAIMS; n < DATA.figures.length; n++) if (isLone(n)) lone++;
  const box = el("input", { type: "checkbox", id: "lone", change: () => document.body.classList.toggle("show-lone", box.checked) });
  section(pane, say("coverage"), el("p", null, say("lone_count", { all: facts, n: facts - lone, rest: lone })),
    lone ? el("p", null, el("label", null, box, " ", say("lone"))) : null, DATA.left_out ? el("p", null, say("left_out", { n: DATA.left_out })) : null);
  if (not.length) section(pane, say("rules_not_run") + " " + not.length, rulesByReason(not));
  section(pane, say("missed") + (DATA.missed.length ? " " + DATA.missed.length : ""), DATA.missed.length ? el("ul.missed", null, ...DATA.missed.map((m) => el("li", null,
    el("p", null, el("span.kind", null, m.what), " ", m.text), el("p.quiet", null, m.why, " ",
      m.at !== null ? el("button.link", { click: () => goTo(m.at) }, m.place || say("locate")) : m.place)))) : el("p.quiet", null, say("nothing_missed")));
  const off = rules(["not applicable"]);
  if (off.length) section(pane, say("rules_off") + " " + off.length, rulesByReason(off));
  $("tab-unchecked").appendChild(el("small", null, " " + (not.length + DATA.missed.length)));
  $("tab-findings").appendChild(el("small", null, " " + FINDINGS.length));
}

function drawAbout() {
  const pane = $("pane-about");
  const read = REPORT.read;
  const checked = REPORT.checked;
  const share = (t) => (t.total ? t.accounted + " / " + t.total + "（" + t.percent + " %）" : "—");
  const rows = [
    [say("files"), DATA.documents.map((d) => d.replace(/^.*[\\/]/, "")).join("、")],
    [say("facts"), read.facts], [say("claims"), read.claims], [say("projects"), read.projects],
    [say("tokens"), share(read.tokens)], [say("table_tokens"), share(read.tokens_on_table_pages)],
    [say("equations_checked"), checked.equations.checked], [say("equations_hold"), checked.equations.checked - checked.equations.failed],
  ];
  section(pane, say("coverage"), el("dl.facts", null, ...[].concat(...rows.map(([key, value]) => [el("dt", null, key), el("dd", null, value)]))));
  const uses = Object.keys(read.tokens.by_use);
  if (uses.length) section(pane, say("by_use"), el("dl.facts", null, ...[].concat(...uses.map((u) => [el("dt", null, DATA.uses[u] || u), el("dd", null, read.tokens.by_use[u])]))));
  if (read.notes.length) section(pane, say("notes"), el("ul", null, ...read.notes.map((n) => el("li", null, n))));
  section(pane, say("statements") + " " + read.statements.length, el("ol.statements", null, ...read.statements.map((s, n) => {
    const page = s.page ? say("page", { n: s.page }) + " · " : "";
    const facts = s.empty ? say("empty") : say("n_facts", { n: s.facts });
    const name = [s.number, s.title].filter(Boolean).join(" ") || say("unknown_statement");
    const at = DATA.statements[n];
    return el("li", null, at === null ? name : el("button.link", { click: () => goTo(at) }, name), el("p.quiet", null, page + say("n_rows", { n: s.rows }) + " · " + facts));
  })));
  if (checked.rounding.length) section(pane, say("rounded"), el("ul", null, ...checked.rounding.map((r) => {
    const of = read.statements[r.statement];
    return el("li", null, of ? [of.number, of.title].filter(Boolean).join(" ") + " " : "", el("span.quiet", null, inWords(r.why)));
  })));
  const ran = checked.rules.filter((r) => r.verdict === "passed" || r.verdict === "failed");
  section(pane, say("rules_run") + " " + ran.length, el("ul.rules", null, ...ran.map((r) => el("li", null,
    el("span.rule", null, r.verdict === "passed" ? "✓ " : "✗ ", r.code, " ", inWords(r.name)), el("span.quiet", null, " " + say("looked_at", { n: r.looked_at }))))));
  pane.appendChild(el("p.quiet", null, say("made_by", { n: DATA.report.yusuan })));
}
