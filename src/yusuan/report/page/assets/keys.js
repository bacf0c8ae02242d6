// The keyboard, the dialog and the colours.
const KEYS = [["j / k", "keys_next"], ["Enter", "keys_open"], ["/", "keys_search"], ["← ↑ → ↓", "keys_arrows"], ["Enter", "keys_enter"], ["b", "keys_back"], ["Tab", "keys_tab"], ["Esc", "keys_escape"], ["?", "keys_help"]];
let focusBefore = null;

function showDialog(title, ...nodes) {
  focusBefore = document.activeElement;
  clear($("dialog")).appendChild(el("h2", { id: "dialog-title" }, title));
  nodes.forEach((node) => $("dialog").appendChild(node));
  $("dialog").appendChild(el("button.primary", { click: closeDialog }, say("close")));
  $("curtain").hidden = false;
  $("dialog").querySelector("button.primary").focus();
}

function closeDialog() {
  $("curtain").hidden = true;
  if (focusBefore) focusBefore.focus({ preventScroll: true });
}

function showHelp() {
  showDialog(say("keys_title"), el("p.quiet", null, say("hint")),
    el("table", null, ...KEYS.map(([key, words]) => el("tr", null, el("td", null, el("kbd", null, key)), el("td", null, say(words))))));
}

function escape() {
  if (!$("curtain").hidden) closeDialog();
  else if (!$("export-menu").hidden) { showMenu(false); $("export").focus(); }
  else if (document.activeElement === $("search")) $("search").blur();
  else if (chosen.figure >= 0) closePanel();
}

const BY_KEY = {
  j: () => step(1), k: () => step(-1), n: () => step(1), p: () => step(-1), b: goBack, "?": showHelp,
  "/": () => { showTab("findings"); $("search").focus(); $("search").select(); },
};

function onKey(event) {
  if (event.key === "Escape") { escape(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (event.key === "Tab" && !$("curtain").hidden) { event.preventDefault(); $("dialog").querySelector("button").focus(); return; }
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || !$("curtain").hidden) return;
  if (/^Arrow/.test(event.key) && at.matches && at.matches(".fig")) {
    const next = neighbour(at, event.key);
    if (next) {
      at.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
    event.preventDefault();
    return;
  }
  if (/^Arrow(Down|Up)$/.test(event.key) && $("export-menu").contains(at)) {
    const next = event.key === "ArrowDown" ? at.nextElementSibling : at.previousElementSibling;
    if (next) next.focus();
    event.preventDefault();
    return;
  }
  const run = BY_KEY[event.key];
  if (run) { event.preventDefault(); run(); }
}

/** Light, dark, or as the system has it: the button goes from one to the other. */
function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  memory.set("theme", root.dataset.theme);
}
