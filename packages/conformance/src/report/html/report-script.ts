/**
 * The script of the report: copies commands, opens what a link leads to, and shows failures alone.
 * Without it the report is complete, too.
 */
export const reportScript = `
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const command = document.getElementById(button.dataset.copy);
    const status = document.getElementById('status');
    try {
      await navigator.clipboard.writeText(command.textContent);
      status.textContent = status.dataset.done;
    } catch {
      getSelection().selectAllChildren(command);
      status.textContent = status.dataset.refused;
    }
    status.hidden = false;
    setTimeout(() => { status.hidden = true; }, 4000);
  });
}
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let outer = target; outer; outer = outer.parentElement) {
    if (outer.localName === 'details') outer.open = true;
  }
  target.scrollIntoView();
};
addEventListener('hashchange', open);
open();
const only = document.getElementById('only-failures');
if (only) {
  only.closest('p').hidden = false;
  only.addEventListener('change', () => {
    document.body.classList.toggle('failures', only.checked);
  });
}
`;
