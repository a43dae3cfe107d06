// Says how many characters are left; without it the limit stands beside the field all the same.
for (const note of document.querySelectorAll("[data-left]")) {
  const field = document.getElementById(note.dataset.left);
  const most = Number(field && field.dataset.most);
  if (!most) continue;
  const say = () => {
    const left = most - [...field.value].length;
    note.textContent = (left < 0 ? note.dataset.over : note.dataset.words).replace("%", String(Math.abs(left)));
  };
  note.hidden = false;
  field.addEventListener("input", say);
  say();
}
