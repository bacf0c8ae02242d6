"use strict";
// Sorting and filtering; without it the page shows the same tables in their first order.
document.querySelectorAll("table.sort").forEach(function (table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  table.querySelectorAll("thead th").forEach(function (head, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      const down = head.getAttribute("aria-sort") !== "descending";
      table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("n");
      const value = function (row) {
        const text = row.cells[column].textContent.trim();
        return number ? parseFloat(text.replace(/[,%\s]/g, "")) || 0 : text;
      };
      rows.sort(function (a, b) {
        const x = value(a), y = value(b);
        const order = number ? x - y : x.localeCompare(y, document.documentElement.lang);
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
});
document.querySelectorAll("label[hidden]").forEach(function (label) {
  label.hidden = false;
  const input = label.querySelector("input");
  const rows = Array.from(document.getElementById(input.dataset.of).tBodies[0].rows);
  input.addEventListener("input", function () {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach(function (row) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.includes(word); });
    });
  });
});
