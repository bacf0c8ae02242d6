// An equation as a reader adds it up: a column of figures, the total first, each of them a way to its place.
const TERMS_SHOWN = 14;
let onPaper = false; // there nothing can be clicked open

/** Cells in words: the statement where it is another than the total's, the column where not all have the same one. */
function cellLabels(cells) {
  const oneColumn = cells.every((cell) => cell[2] === cells[0][2]);
  return cells.map(([statement, row, column], n) => [n && statement === cells[0][0] ? "" : statement, row, n && oneColumn ? "" : column].filter(Boolean).join(" "));
}

/** What all of `labels` begin with (the statement) need be said only once. */
function shortened(labels) {
  const heads = labels.map((label) => label.split(" ")[0]);
  const same = labels.length > 1 && heads.every((head) => head === heads[0]) && labels.every((l) => l.indexOf(" ") > 0);
  return same ? labels.map((label, n) => (n ? label.slice(heads[0].length + 1) : label)) : labels;
}

/**
 * `terms`: {sign, label, printed, open, here}; `open` is called when a term is clicked, `here` marks the figure itself.
 */
function equationNode({ holds, relation, terms, gap, why, rounding }) {
  const rows = terms.map((term, n) => {
    const sign = n === 0 ? "" : n === 1 ? (term.sign < 0 ? relation + " −" : relation) : term.sign < 0 ? "−" : "+";
    const name = term.label.endsWith(term.printed) ? term.label.slice(0, -term.printed.length).trim() : term.label;
    const go = term.open && !term.here ? { click: term.open } : { disabled: true };
    return el("li" + (n ? "" : ".total") + (term.here ? ".here" : ""), null,
      el("span.sign", null, sign), el("button.term", go, el("span.label", null, name || "—"), el("b", null, term.printed)));
  });
  if (terms.length === 1) rows.push(el("li", null, el("span.sign", null, "="), el("span.term", null, el("span.label", null, ""), el("b", null, "0"))));
  const most = onPaper ? rows.length : TERMS_SHOWN;
  const list = el("ol", null, ...rows.slice(0, most));
  if (rows.length > most) {
    const rest = rows.slice(most);
    const more = el("button.more", { click: () => { list.removeChild(more.parentNode); rest.forEach((r) => list.appendChild(r)); } },
      say("more_terms", { n: rest.length }));
    list.appendChild(el("li", null, el("span.sign"), more));
  }
  const verdict = el("span.verdict", null, holds ? "✓ " : "✗ ", say(holds ? "holds" : "fails"));
  const said = gap ? say(holds && rounding ? "rounding" : "gap", { n: gap }) : "";
  return el("div.equation" + (holds ? ".holds" : ".fails"), null,
    el("p.verdicts", null, verdict, said && el("span.gap", null, said)), list, why && el("p.why", null, why));
}

/** One of the document's equations; `here` is the figure that it is shown for. */
function documentEquation(number, here) {
  const [relation, why, gap, holds, total, parts] = DATA.equations[number];
  const signed = [total, ...parts];
  const figures = signed.map((n) => figure(n < 0 ? ~n : n));
  const oneUnit = figures.every((f) => f.printed.split(" ")[1] === figures[0].printed.split(" ")[1]);
  const labels = cellLabels(figures.map((f) => (f.claim ? [DATA.words.sentence, f.words[1], ""] : f.words)));
  const terms = figures.map((of, n) => {
    return {
      sign: signed[n] < 0 ? -1 : 1, label: labels[n], printed: oneUnit ? of.printed.split(" ")[0] : of.printed,
      open: () => chooseFigure(of.number, true), here: of.number === here,
    };
  });
  return equationNode({ holds: !!holds, relation, terms, gap, why: DATA.reasons[why], rounding: true });
}

/** An equation as a finding tells it: its terms may stand anywhere. */
function findingEquation(equation, spots) {
  const relation = equation.kind === "part" ? "≥" : equation.kind === "usual" ? "≈" : "=";
  const said = [equation.total, ...equation.parts];
  const cells = spots.figures.every((n) => n >= 0);
  const labels = cells ? cellLabels(spots.figures.map((n) => figure(n).words)) : shortened(said.map((term) => term.label));
  const open = (n) => {
    if (spots.figures[n] >= 0) return () => chooseFigure(spots.figures[n], true);
    return spots.at[n] !== null ? () => goTo(spots.at[n]) : null;
  };
  const terms = said.map((term, n) => ({ sign: term.sign, label: labels[n], printed: term.printed, open: open(n) }));
  return equationNode({ holds: equation.holds, relation, terms, gap: spots.gap, why: inWords(equation.why), rounding: false });
}
