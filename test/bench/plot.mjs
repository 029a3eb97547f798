// @ts-check
// A small line chart as SVG, legible on light and dark pages.

const width = 640;
const height = 320;
const frame = { left: 70, right: 20, top: 30, bottom: 50 };
const colours = ['#2f6fdd', '#c2571a', '#2e8b57'];

/**
 * Draws lines over a logarithmic axis; the vertical axis starts at 0.
 *
 * @param {object} chart
 * @param {string} chart.title
 * @param {string} chart.across What the horizontal axis counts.
 * @param {string} chart.up What the vertical axis counts, with its unit.
 * @param {readonly number[]} chart.at Positions on the horizontal axis, above 0, ascending.
 * @param {Readonly<Record<string, readonly number[]>>} chart.lines Values at each position.
 */
export function drawPlot({ title, across, up, at, lines }) {
  const [first = 1, last = 1] = [at[0], at.at(-1)];
  const highest = roundUp(Math.max(...Object.values(lines).flat(), 0));
  const x = (/** @type {number} */ value) =>
    frame.left +
    ((width - frame.left - frame.right) * Math.log(value / first)) / (Math.log(last / first) || 1);
  const y = (/** @type {number} */ value) =>
    height - frame.bottom - ((height - frame.top - frame.bottom) * value) / highest;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * highest);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13" fill="#7a7a7a">`,
    `<title>${title}</title>`,
    ...ticks.flatMap((value) => [
      `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#9a9a9a" stroke-opacity="0.4"/>`,
      text(frame.left - 8, y(value) + 4, shorten(value), 'end'),
    ]),
    ...at.map((value) => text(x(value), height - frame.bottom + 18, shorten(value), 'middle')),
    text(width / 2, height - 10, across, 'middle'),
    text(frame.left, 16, up, 'start'),
    ...Object.entries(lines).flatMap(([name, values], rank) => {
      const colour = colours[rank % colours.length];
      const points = values.map(
        (value, index) => `${x(Number(at[index])).toFixed(1)},${y(value).toFixed(1)}`,
      );
      return [
        `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...points.map((point) => {
          const [left, top] = point.split(',');
          return `<circle cx="${left}" cy="${top}" r="3" fill="${colour}"/>`;
        }),
        `<text x="${frame.left + 12}" y="${44 + rank * 18}" fill="${colour}">${name}</text>`,
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

/** @param {number} left @param {number} top @param {string} content @param {string} anchor */
function text(left, top, content, anchor) {
  return `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
}

/** The next of 1, 2, 4, 5 or 10 times a power of ten. @param {number} value */
function roundUp(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * Number([1, 2, 4, 5, 10].find((step) => step * power >= value));
}

/** @param {number} value */
function shorten(value) {
  return value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(Number(value.toFixed(2)));
}
