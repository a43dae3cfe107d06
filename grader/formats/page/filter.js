"use strict";
(() => {
  const field = document.getElementById("filter");
  const rows = document.querySelectorAll("#files tbody tr");
  const folded = document.querySelector("#files details");
  if (!field) return;
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (folded && words.length) folded.open = true;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
    }
  });
})();
addEventListener("beforeprint", () => document.querySelectorAll("details.not_met").forEach(one => { one.open = true; }));
