// Comfort on the page of an appointment; everything on it works without this script too.

const reports = document.querySelector('#reports');
/** Milliseconds: often at first, then less; the open page must not keep a session alive. */
const waits = [...Array(10).fill(500), ...Array(10).fill(2000), ...Array(25).fill(10_000)];

/** Shows the state of the transmissions until each of them has ended. */
async function watchReports() {
  for (const wait of waits) {
    if (!reports.querySelector('[data-waiting]')) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const response = await fetch(reports.dataset.path, { redirect: 'manual' });
      // The session has ended, or the appointment is gone.
      if (!response.ok) return;
      const text = await response.text();
      // A reader of the page hears changes alone.
      if (text !== shown) reports.innerHTML = text;
      shown = text;
    } catch {
      // The network is away for a moment: the next turn asks again.
    }
  }
}
let shown = reports?.innerHTML;
if (reports) watchReports();

const copied = document.querySelector('#copied');
for (const button of document.querySelectorAll('[data-copy]')) {
  // Without a secure address a page may not write to the clipboard.
  button.hidden = navigator.clipboard === undefined;
  button.addEventListener('click', async () => {
    const { textContent } = document.getElementById(button.dataset.copy);
    try {
      // Other software searches for plain spaces, such as those of a phone number.
      await navigator.clipboard.writeText(
        textContent.trim().replaceAll('\u00a0', ' ').replaceAll('\u2060', ''),
      );
      copied.textContent = 'Copié.';
    } catch {
      copied.textContent = 'La copie a été refusée par le navigateur.';
    }
  });
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
