// Copies a text that also stands on the page; without a clipboard the button stays hidden.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const text = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  if (!text || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value);
    const label = button.querySelector(".kern-label");
    label.textContent = button.dataset.done;
    said.textContent = button.dataset.done;
  });
});
