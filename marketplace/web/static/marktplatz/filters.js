/* Groups of filters a visitor has opened or closed stay so when their numbers are renewed. */
(() => {
  const groups = document.getElementById("filter-gruppen");
  if (!groups) return;
  const seen = new Map();
  groups.addEventListener("toggle", (event) => seen.set(event.target.id, event.target.open), true);
  document.body.addEventListener("htmx:oobAfterSwap", () => {
    for (const group of groups.querySelectorAll("details[id]")) {
      if (seen.has(group.id) && group.open !== seen.get(group.id)) group.open = seen.get(group.id);
    }
  });
})();
