// The search page: « Toutes » and the associations exclude each other.

/** @type {HTMLInputElement | null} */
const all = document.querySelector('input[name=all]');
/** @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll('input[type=checkbox][name=association]');
all?.addEventListener('change', () => {
  if (!all.checked) return;
  for (const box of boxes) box.checked = false;
});
for (const box of boxes) {
  box.addEventListener('change', () => {
    if (box.checked && all) all.checked = false;
  });
}

/** @type {HTMLFormElement | null} */
const form = document.querySelector('form.search');
const button = form?.querySelector('button');
form?.addEventListener('submit', () => {
  if (!button) return;
  button.textContent = 'Recherche en cours…';
  // After a return from the agenda's page, the browser may show this page in its old state.
  addEventListener('pageshow', () => {
    button.textContent = 'Rechercher';
  });
});
