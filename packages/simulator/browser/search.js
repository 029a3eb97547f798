// The search page: « Toutes » and the associations exclude each other.

/** @type {HTMLInputElement | null} */
const all = document.querySelector('input[name=all]');
/** @type {NodeListOf<HTMLInputElement>} */
const each = document.querySelectorAll('input[type=checkbox][name=association]');
all?.addEventListener('change', () => {
  if (!all.checked) return;
  for (const box of each) box.checked = false;
});
for (const box of each) {
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
  // Back from the agenda's page, the browser may show this page as it was left.
  addEventListener('pageshow', () => {
    button.textContent = 'Rechercher';
  });
});
