/** Runs on the list of exchanges: puts new ones on top, and keeps the page at a bearable length. */
export function runExchanges(): void {
  const most = 500;
  const rows = document.getElementById('lignes');
  const count = document.getElementById('compte');
  const pause = document.getElementById('pause');
  if (!rows || !count || !pause) return;
  const table = rows.closest('table');
  let latest = Number(rows.dataset['latest']);
  let isPaused = false;
  let isBusy = false;
  let isAskedAgain = false;

  const refresh = async () => {
    if (isPaused) return;
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    try {
      const { flow = '', failed = '' } = rows.dataset;
      const query = new URLSearchParams({ after: String(latest), flow, failed });
      const response = await fetch(`/exchanges/rows?${query}`);
      if (response.ok) add(await response.text(), response.headers.get('x-count') ?? '');
    } catch {
      // The simulator is gone: the stream tells when it is back.
    }
    setTimeout(() => {
      isBusy = false;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      void refresh();
    }, 300);
  };
  const add = (text: string, kept: string) => {
    const next = document.createElement('template');
    next.innerHTML = text;
    const first = next.content.querySelector<HTMLElement>('tr');
    if (!first) return;
    latest = Number(first.dataset['number']);
    for (const row of next.content.querySelectorAll('tr')) row.classList.add('new');
    table?.removeAttribute('hidden');
    document.getElementById('vide')?.remove();
    rows.prepend(next.content);
    while (rows.children.length > most) rows.lastElementChild?.remove();
    count.textContent = `${Number(kept).toLocaleString('fr')} échanges gardés`;
  };

  pause.removeAttribute('hidden');
  pause.addEventListener('click', () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? 'Reprendre' : 'Mettre en pause';
    void refresh();
  });
  const stream = new EventSource('/api/exchanges/stream');
  for (const name of ['message', 'exchange', 'open']) stream.addEventListener(name, refresh);
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
