// The page of an exchange: copies its request as a command.

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
      done.textContent = 'Le navigateur refuse : la commande est sélectionnée, copiez-la.';
    }
  });
}
