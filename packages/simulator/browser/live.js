/**
 * Runs `refresh` whenever the simulator has recorded an exchange: never concurrently, and with a
 * pause in between, however many arrive.
 *
 * @param {() => Promise<void>} refresh
 * @param {number} pauseMilliseconds
 * @returns {() => void} runs it immediately
 */
export function keepLive(refresh, pauseMilliseconds) {
  let isBusy = false;
  let isAskedAgain = false;

  const run = async () => {
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    try {
      await refresh();
    } catch {
      // The simulator is gone: the stream reports when it is back.
    }
    setTimeout(() => {
      isBusy = false;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      void run();
    }, pauseMilliseconds);
  };

  const stream = new EventSource('/api/exchanges/stream');
  for (const name of ['message', 'exchange', 'open']) stream.addEventListener(name, run);
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
  return () => void run();
}

/**
 * Parses a piece of a page.
 *
 * @param {string} text
 */
export function toFragment(text) {
  const template = document.createElement('template');
  template.innerHTML = text;
  return template;
}
