// Put the page together, and listen.
function onPage(event) {
  const mark = event.target.closest("[data-finding]");
  if (mark) { chooseFinding(Number(mark.dataset.finding), false); return; }
  const spot = event.target.closest("[data-f]");
  if (spot) { chooseFigure(Number(spot.dataset.f), false); return; }
  const frame = event.target.closest(".frame");
  if (frame) chooseFinding(Number(frame.dataset.of), false);
}

/** On paper everything is open: the findings with their equations, then the pages with all marks. */
function beforePrint() {
  onPaper = true;
  PAGES.querySelectorAll(".sheet").forEach(markSheet);
  FINDINGS.forEach((f, n) => opened.add(n));
  drawFindings();
}

function afterPrint() {
  onPaper = false;
  opened.clear();
  if (chosen.finding >= 0) opened.add(chosen.finding);
  drawFindings();
}

function start() {
  const theme = memory.get("theme", "");
  if (theme) document.documentElement.dataset.theme = theme;
  drawTally();
  drawFilters();
  drawFindings();
  drawTabs();
  drawUnchecked();
  drawAbout();
  drawExportMenu();
  resize();
  watch();
  PAGES.addEventListener("click", onPage);
  document.addEventListener("keydown", onKey);
  $("zoom-in").addEventListener("click", () => changeZoom(1.2));
  $("zoom-out").addEventListener("click", () => changeZoom(1 / 1.2));
  $("zoom-fit").addEventListener("click", () => changeZoom(0));
  $("theme").addEventListener("click", turnTheme);
  $("help").addEventListener("click", showHelp);
  $("print").addEventListener("click", () => window.print());
  $("export").addEventListener("click", () => showMenu($("export-menu").hidden));
  $("curtain").addEventListener("click", (event) => { if (event.target === $("curtain")) closeDialog(); });
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) showMenu(false); });
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  document.documentElement.dataset.ready = "yes";
}

start();
