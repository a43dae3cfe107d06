// Light, dark or as the device says. Runs before the first paint, so nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "marktplatz-theme";
  const order = ["auto", "light", "dark"];
  let choice = "auto";
  try { choice = localStorage.getItem(KEY) || "auto"; } catch { /* storage may be switched off */ }
  if (!order.includes(choice)) choice = "auto";

  const apply = () => {
    if (choice === "auto") delete root.dataset.kernTheme;
    else root.dataset.kernTheme = choice;
  };
  root.classList.add("js");
  apply();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-button]");
    if (!button) return;
    const name = () => { button.textContent = button.dataset[choice]; };
    name();
    button.hidden = false;
    button.addEventListener("click", () => {
      choice = order[(order.indexOf(choice) + 1) % order.length];
      try { localStorage.setItem(KEY, choice); } catch { /* then it holds for this page only */ }
      apply();
      name();
    });
  });
})();
