// Findings that a person lets stand, each with a reason; kept by the browser and written out as a file.
const ACCEPTED = memory.get("accept:" + DATA.identity, {});

function acceptance(number) {
  return ACCEPTED[FINDINGS[number].key];
}

function today() {
  const now = new Date();
  const two = (n) => (n < 10 ? "0" + n : String(n));
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

function accept(key, reason, by) {
  ACCEPTED[key] = { reason, by, date: today() };
  memory.set("by", by);
  memory.set("accept:" + DATA.identity, ACCEPTED);
}

function takeBack(key) {
  delete ACCEPTED[key];
  memory.set("accept:" + DATA.identity, ACCEPTED);
}

/** A basic string of TOML. */
function quoted(text) {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replace(/\r/g, "\\r");
  return '"' + escaped.replace(/[\u0000-\u001f\u007f]/g, (c) => "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4)) + '"';
}

/** What `<document>.yusuan.toml` takes: one entry for each finding that is accepted. */
function toml() {
  return Object.keys(ACCEPTED).map((key) => {
    const { reason, by, date } = ACCEPTED[key];
    const lines = ["[[accept]]", "finding = " + quoted(key), "reason = " + quoted(reason)];
    if (by) lines.push("by = " + quoted(by));
    return lines.concat("date = " + date, "").join("\n");
  }).join("\n");
}

/** The form under a finding, or what was said in it. */
function acceptForm(number, redraw) {
  const key = FINDINGS[number].key;
  const said = ACCEPTED[key];
  if (said) {
    return el("p.said", null, "✓ ", say("accepted"), " ", said.date, " ", said.by, ": ", said.reason, " ",
      el("button.link", { click: () => { takeBack(key); redraw(); } }, say("undo")));
  }
  const reason = el("textarea", { rows: 2, required: true, "aria-label": say("accept_reason"), placeholder: say("accept_reason") });
  const by = el("input", { type: "text", "aria-label": say("accept_by"), placeholder: say("accept_by") });
  by.value = memory.get("by", "");
  const save = () => {
    if (!reason.value.trim()) { reason.focus(); return; }
    accept(key, reason.value.trim(), by.value.trim());
    redraw();
  };
  const open = el("button.open", { click: () => { fields.hidden = false; open.hidden = true; reason.focus(); } }, say("accept") + "…");
  const fields = el("div.fields", { hidden: true }, reason, by, el("button.save", { click: save }, say("save")),
    el("button", { click: () => { fields.hidden = true; open.hidden = false; open.focus(); } }, say("cancel")));
  return el("div.accept", null, open, fields);
}
