// Forms that apply at once; fields with data-wait wait for the button beside them.
document.querySelectorAll("[data-submit-on-change]").forEach((form) => {
  form.addEventListener("change", (event) => {
    if (!event.target.closest("[data-wait]")) form.requestSubmit();
  });
});
