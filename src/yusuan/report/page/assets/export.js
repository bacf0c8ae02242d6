// What leaves the page: files that the browser saves; nothing is sent anywhere.
function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: url, download: name });
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The document's own name without folders and what no file system takes. */
function fileName() {
  return (DATA.documents[0] || "document").replace(/^.*[\\/]/, "").replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, "_");
}

/** A field of CSV; one that a spreadsheet would take for a formula is made text. */
function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d,.]+( \S+)?$/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

function csv() {
  const rows = FINDINGS.map((f, n) => {
    const spots = DATA.findings[n];
    const said = acceptance(n);
    return [DATA.severities[f.severity], f.code, inWords(f.name), inWords(f.message), f.printed, f.expected, spots.difference, spots.where, spots.place, f.key, said ? said.reason : ""].map(field).join(",");
  });
  // The mark of order tells Excel that it is UTF-8.
  return "\ufeff" + [say("csv_head"), ...rows].join("\r\n") + "\r\n";
}

function drawExportMenu() {
  const n = Object.keys(ACCEPTED).length;
  const name = fileName();
  const item = (words, run, off) => el("button", { role: "menuitem", disabled: off, click: () => { run(); showMenu(false); } }, words);
  clear($("export-menu")).appendChild(item(say("export_csv"), () => download(name + ".csv", "text/csv;charset=utf-8", csv())));
  $("export-menu").appendChild(item(say("export_json"), () => download(name + ".json", "application/json", JSON.stringify(DATA.report, null, 2) + "\n")));
  $("export-menu").appendChild(item(say("export_toml", { n }), () => {
    download(name + ".yusuan.toml", "application/toml", toml());
    showDialog(say("accepted"), el("p", null, say("toml_note", { name: name + ".yusuan.toml" })));
  }, !n));
}

function showMenu(on) {
  $("export-menu").hidden = !on;
  $("export").setAttribute("aria-expanded", String(on));
  if (on) $("export-menu").querySelector("button").focus();
}
