import { toFragment } from './live.js';

// The page of a run: follows it until it ends.

const box = document.getElementById('passage');
const end = document.getElementById('fini');
const address = new URL(location.href);
address.searchParams.set('fragment', '');

/** Shows how far the run has come; returns whether it goes on. */
async function refresh() {
  const response = await fetch(address);
  if (!response.ok || !box) return response.status < 400;
  box.replaceChildren(toFragment(await response.text()).content);
  return response.headers.get('x-state') === 'running';
}

async function follow() {
  // A simulator that stops answers nothing any more.
  const isRunning = await refresh().catch(() => false);
  if (isRunning) setTimeout(follow, 400);
  else if (end) end.textContent = 'Le passage est terminé.';
}

if (box?.dataset['state'] === 'running') void follow();
