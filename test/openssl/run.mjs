// @ts-check
// Changes certificates and revocation lists in one place or two, signs them again, and compares what
// we say of them with `openssl verify`: `npm run openssl -- [--seed 1] [--certificates 4990]
// [--lists 2978]`. Ends with 1 when a difference is not explained. See docs/decisions/0006
import { execFileSync } from 'node:child_process';
import { readOptions } from '../../.tasks/read-options.mjs';
import { countDifferences } from './count-differences.mjs';
import { createOpensslJudge } from './judge-with-openssl.mjs';
import { createScenes, usualInstant } from './scene.mjs';

const { values } = readOptions(import.meta.url, {
  options: {
    seed: { type: 'string', default: '1' },
    certificates: { type: 'string', default: '4990' },
    lists: { type: 'string', default: '2978' },
  },
});
const [certificates, lists] = [Number(values.certificates), Number(values.lists)];
if (![certificates, lists].every((count) => Number.isSafeInteger(count) && count >= 0)) {
  console.error('--certificates and --lists are whole numbers.');
  process.exit(2);
}
console.log(execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim());
console.log(`seed ${values.seed}: ${certificates} certificates, ${lists} revocation lists`);

const { judge, close } = createOpensslJudge();
try {
  const { agreed, explained, faults } = await countDifferences({
    ...{ seed: values.seed, certificates, lists, judge },
    scenes: createScenes(40, usualInstant),
    now: usualInstant,
  });
  row('both accept', agreed.accepted);
  row('both refuse', agreed.refused);
  console.log('\nthey differ, explained in docs/decisions/0006');
  for (const [reason, count] of [...explained].sort(([, one], [, other]) => other - one)) {
    row(reason, count);
  }
  console.log('');
  for (const { mutant, client, theirs, ours } of faults) {
    console.log(`${mutant.id} ${mutant.role}, judging the ${client}: ${mutant.change}`);
    console.log(`  openssl: ${theirs.isAccepted ? 'accepts' : theirs.reason}`);
    console.log(`  mtls:    ${ours.isAccepted ? 'accepts' : ours.reason}`);
    console.log(`  ${mutant.der.toString('base64')}`);
  }
  row('they differ, not explained', faults.length);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  close();
}

/** @param {string} name @param {number} count */
function row(name, count) {
  console.log(`${String(count).padStart(7)}  ${name}`);
}
