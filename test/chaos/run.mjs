// @ts-check
// The chaos run: `npm run chaos -- [--store sqlite|postgres|both] [--seed N] [--appointments 2000]
// [--kills 50]`. See docs/guides/appointments.md
import { readOptions } from '../../.tasks/read-options.mjs';
import { runChaos } from './run-chaos.mjs';

const { values } = readOptions(import.meta.url, {
  options: {
    store: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    appointments: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '50' },
  },
});
const { store, seed } = values;
const [appointments, kills] = [Number(values.appointments), Number(values.kills)];
const stores = /** @type {const} */ (['sqlite', 'postgres']).filter(
  (name) => store === name || store === 'both',
);
if (
  stores.length === 0 ||
  !Number.isSafeInteger(appointments) ||
  appointments < 1 ||
  !Number.isSafeInteger(kills) ||
  kills < 0
) {
  console.error(
    '--store is sqlite, postgres or both; --appointments and --kills are whole numbers.',
  );
  process.exit(2);
}
console.log(`seed ${seed}`);
for (const one of stores) {
  console.log(`\n${one}`);
  const { figures, faults, wrong, evidence } = await runChaos({
    ...{ store: one, seed, appointments, kills, restarts: 2, silences: 3, pauseMilliseconds: 30 },
    say: console.log,
  });
  for (const [name, count] of Object.entries(figures)) row(name, count);
  for (const [name, count] of [...faults].sort()) row(`  ${name}`, count);
  for (const [name, count] of Object.entries(wrong)) row(name, count, count > 0 ? 'WRONG' : 'ok');
  for (const text of evidence.slice(0, 20)) console.log(text);
  if (Object.values(wrong).some((count) => count > 0)) process.exitCode = 1;
}
console.log(
  process.exitCode === 1
    ? '\nsomething is wrong'
    : '\nnothing lost, doubled, stuck or out of order',
);

/** @param {string} name @param {number} count @param {string} [more] */
function row(name, count, more = '') {
  console.log(`  ${name.padEnd(36)} ${String(count).padStart(7)}  ${more}`.trimEnd());
}
