/** Runs on the search page: « Toutes » and the associations stand for one another. */
export function runSearch(): void {
  const all = document.querySelector<HTMLInputElement>('input[name=all]');
  const each = document.querySelectorAll<HTMLInputElement>(
    'input[type=checkbox][name=association]',
  );
  all?.addEventListener('change', () => {
    if (!all.checked) return;
    for (const box of each) box.checked = false;
  });
  for (const box of each) {
    box.addEventListener('change', () => {
      if (box.checked && all) all.checked = false;
    });
  }
  const form = document.querySelector<HTMLFormElement>('form.search');
  const button = form?.querySelector('button');
  form?.addEventListener('submit', () => {
    if (!button) return;
    button.textContent = 'Recherche en cours…';
    // Back from the agenda's page, the browser may show this page as it was left.
    addEventListener('pageshow', () => {
      button.textContent = 'Rechercher';
    });
  });
}
