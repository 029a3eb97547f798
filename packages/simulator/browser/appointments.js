import { keepLive, toFragment } from './live.js';

// The inbox: fetches the list again when a report may have arrived.

const box = document.getElementById('boite');
const news = document.getElementById('nouvelles');
if (box && news) {
  const address = new URL(location.href);
  address.searchParams.set('fragment', '');

  /** @param {string} text */
  const show = (text) => {
    const next = toFragment(text);
    if (next.innerHTML === box.innerHTML) return;
    const focused = document.activeElement?.getAttribute('href');
    const wasInside = box.contains(document.activeElement);
    box.replaceChildren(next.content);
    if (wasInside && focused) {
      /** @type {HTMLElement | null} */
      const link = box.querySelector(`a[href="${CSS.escape(focused)}"]`);
      link?.focus();
    }
    news.textContent = 'La liste des rendez-vous a changé.';
  };

  // At most twice a second, however many reports arrive.
  keepLive(async () => {
    const response = await fetch(address);
    if (response.ok) show(await response.text());
  }, 500);
}
