/** Runs on the inbox: fetches the list anew when a report may have come. */
export function runAppointments(): void {
  const box = document.getElementById('boite');
  const news = document.getElementById('nouvelles');
  if (!box || !news) return;
  const address = new URL(location.href);
  address.searchParams.set('fragment', '');
  let isBusy = false;
  let isAskedAgain = false;

  const refresh = async () => {
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    try {
      const response = await fetch(address);
      if (response.ok) show(await response.text());
    } catch {
      // The simulator is gone: the stream tells when it is back.
    }
    // At most twice a second, however many reports come.
    setTimeout(() => {
      isBusy = false;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      void refresh();
    }, 500);
  };
  const show = (text: string) => {
    const next = document.createElement('template');
    next.innerHTML = text;
    if (next.innerHTML === box.innerHTML) return;
    const focused = document.activeElement?.getAttribute('href');
    const wasInside = box.contains(document.activeElement);
    box.replaceChildren(next.content);
    if (wasInside && focused) {
      box.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
    }
    news.textContent = 'La liste des rendez-vous a changé.';
  };

  const stream = new EventSource('/api/exchanges/stream');
  for (const name of ['message', 'exchange', 'open']) stream.addEventListener(name, refresh);
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
