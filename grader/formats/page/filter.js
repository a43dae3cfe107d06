"use strict";
(() => {
  const field = document.getElementById("filter");
  const table = document.getElementById("files-table");
  if (!field || !table) return;
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
    }
  });
})();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(one => { one.open = true; }));
