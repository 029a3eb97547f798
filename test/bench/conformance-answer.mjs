// @ts-check
// Judges one answer in a process that has judged none, then once more; prints the costs as JSON.
import { readFileSync } from 'node:fs';
import { checkSlotAnswer, readSearchSet } from '@sas-sos/conformance';

const { url, headers, body, query } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

function judge() {
  const data = JSON.parse(body);
  const before = process.cpuUsage();
  const start = performance.now();
  const set = readSearchSet(data);
  const call = { url, status: 200, headers: new Headers(headers), data, durationMilliseconds: 20 };
  const checks = checkSlotAnswer({ call, set, query });
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { set, checks, milliseconds, processor: (user + system) / 1000 };
}

const { set, checks, milliseconds, processor } = judge();
const again = judge();
console.log(
  JSON.stringify({
    ...{ milliseconds, processor, again: again.milliseconds },
    slots: set?.slots.length,
    bytes: Buffer.byteLength(body),
    failed: checks.filter(({ passed }) => !passed).map(({ rule }) => rule),
  }),
);
