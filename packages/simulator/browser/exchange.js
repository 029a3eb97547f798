// The page of an exchange: copies its request as a command, and follows the arrows to the exchange
// before and after.

const neighbours = { ArrowLeft: 'prev', ArrowRight: 'next' };
document.addEventListener('keydown', ({ key, target, ctrlKey, altKey, metaKey }) => {
  // A field and a text that scrolls have their own use for the arrows.
  const isBusy = target instanceof HTMLElement && target.closest('input, textarea, select, pre');
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || isBusy || ctrlKey || altKey || metaKey)
    return;
  const link = document.querySelector(`a[rel="${neighbours[key]}"]`);
  if (link instanceof HTMLAnchorElement) link.click();
});

const button = document.getElementById('copier');
const command = document.getElementById('curl');
const done = document.getElementById('copie');

// Over http, a browser allows access to the clipboard only on the loopback.
if (button && command && done && navigator.clipboard) {
  button.removeAttribute('hidden');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(command.textContent ?? '');
      done.textContent = 'Copié.';
    } catch {
      getSelection()?.selectAllChildren(command);
      done.textContent = 'Le navigateur refuse\u00a0: la commande est sélectionnée, copiez-la.';
    }
  });
}
