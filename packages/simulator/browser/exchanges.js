import { keepLive, toFragment } from './live.js';

// The list of exchanges: adds new ones at the top, and limits the length of the page.

const most = 500;
const rows = document.getElementById('lignes');
const count = document.getElementById('compte');
const pause = document.getElementById('pause');
if (rows && count && pause) {
  const table = rows.closest('table');
  let latest = Number(rows.dataset['latest']);
  let isPaused = false;

  /**
   * @param {string} text
   * @param {string} kept how many exchanges the simulator holds
   */
  const add = (text, kept) => {
    const next = toFragment(text).content;
    const first = next.querySelector('tr');
    if (!first) return;
    latest = Number(first.dataset['number']);
    for (const row of next.querySelectorAll('tr')) row.classList.add('new');
    table?.removeAttribute('hidden');
    document.getElementById('vide')?.remove();
    rows.prepend(next);
    while (rows.children.length > most) rows.lastElementChild?.remove();
    count.textContent = kept;
  };

  const refresh = keepLive(async () => {
    if (isPaused) return;
    const { flow = '', failed = '', status = '', text = '' } = rows.dataset;
    const query = new URLSearchParams({ after: String(latest), flow, failed, status, text });
    const response = await fetch(`/exchanges/rows?${query}`);
    const kept = decodeURIComponent(response.headers.get('x-count') ?? '');
    if (response.ok) add(await response.text(), kept);
  }, 300);

  // « / » goes to the search field, as in most tools.
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.closest('input, select');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    document.getElementById('text')?.focus();
  });

  // The arrows go from one exchange to the next while one has the focus.
  rows.addEventListener('keydown', (event) => {
    const row = event.target instanceof HTMLElement ? event.target.closest('tr') : null;
    const step = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling };
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const link = step[event.key]?.querySelector('a');
    if (!link) return;
    event.preventDefault();
    link.focus();
  });

  pause.removeAttribute('hidden');
  pause.addEventListener('click', () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? 'Reprendre' : 'Mettre en pause';
    refresh();
  });
}
