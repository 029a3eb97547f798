// The search page: « Toutes » and the associations exclude each other, and the map can be moved.

/** @type {HTMLInputElement | null} */
const all = document.querySelector('input[type=checkbox][name=all]');
/** @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll('input[type=checkbox][name=association]');
all?.addEventListener('change', () => {
  if (!all.checked) return;
  for (const box of boxes) box.checked = false;
});
for (const box of boxes) {
  box.addEventListener('change', () => {
    if (box.checked && all) all.checked = false;
  });
}

/** @type {HTMLFormElement | null} */
const form = document.querySelector('form.search');
const button = form?.querySelector('button');
form?.addEventListener('submit', () => {
  if (!button) return;
  button.textContent = 'Recherche en cours…';
  // After a return from the agenda's page, the browser may show this page in its old state.
  addEventListener('pageshow', () => {
    button.textContent = 'Rechercher';
  });
});

// The map: « Agrandir », « Réduire » and the mouse change the extent that is searched again.
/** @type {SVGSVGElement | null} */
const frame = document.querySelector('#carte > svg');
/** @type {HTMLAnchorElement | null} */
const again = document.querySelector('#relancer');
const search = document.querySelector('.map-actions')?.getAttribute('data-search');
if (frame && again && search) {
  const { width, height } = frame.viewBox.baseVal;
  const [south = 0, west = 0, north = 0, east = 0] = (frame.dataset['area'] ?? '')
    .split(',')
    .map(Number);
  let scale = 1;
  let left = 0;
  let top = 0;

  const show = () => {
    const [wide, high] = [width / scale, height / scale];
    left = Math.max(0, Math.min(width - wide, left));
    top = Math.max(0, Math.min(height - high, top));
    frame.setAttribute('viewBox', `${left} ${top} ${wide} ${high}`);
    const url = new URL(search, location.href);
    const degrees = [
      north - ((top + high) / height) * (north - south),
      west + (left / width) * (east - west),
      north - (top / height) * (north - south),
      west + ((left + wide) / width) * (east - west),
    ];
    url.searchParams.set('area', degrees.map((degree) => degree.toFixed(4)).join());
    again.href = `${url.pathname}${url.search}#resultats`;
    again.textContent = 'Relancer la recherche sur cette zone';
  };
  /** @param {number} factor */
  const zoom = (factor) => {
    const before = scale;
    scale = Math.max(1, Math.min(64, scale * factor));
    left += width / before / 2 - width / scale / 2;
    top += height / before / 2 - height / scale / 2;
    show();
  };
  for (const [id, factor] of /** @type {const} */ ([
    ['carte-plus', 2],
    ['carte-moins', 0.5],
  ])) {
    const control = document.getElementById(id);
    control?.removeAttribute('hidden');
    control?.addEventListener('click', () => zoom(factor));
  }
  /** @type {{ x: number, y: number } | undefined} */
  let held;
  frame.addEventListener('pointerdown', ({ clientX, clientY }) => {
    held = { x: clientX, y: clientY };
  });
  // A place is a link, which a browser would take along instead of the map.
  frame.addEventListener('dragstart', (event) => event.preventDefault());
  addEventListener('pointerup', () => {
    held = undefined;
  });
  addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!held || scale === 1) return;
    // Its bounding box is that of all that it contains, out of sight too.
    const pixels = frame.getScreenCTM()?.a ?? 1;
    left -= (clientX - held.x) / pixels;
    top -= (clientY - held.y) / pixels;
    held = { x: clientX, y: clientY };
    show();
  });
}
