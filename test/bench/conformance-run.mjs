// @ts-check
// One whole run, in this process alone; prints what it cost as JSON.
import { readFileSync } from 'node:fs';
import { runConformance } from '@sas-sos/conformance';
import { toConfiguration } from '../conformance/to-configuration.mjs';

const scene = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const right = toConfiguration(scene);
const before = process.cpuUsage();
const run = await runConformance({
  ...right,
  signOn: { ...right.signOn, confirmSeconds: 0 },
  certificates: scene.certificates,
});
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    seconds: run.durationMilliseconds / 1000,
    own: run.ownMilliseconds / 1000,
    processor: (user + system) / 1e6,
    exchanges: run.exchanges.length,
    failed: run.groups.flatMap(({ steps }) =>
      steps.flatMap(({ findings }) =>
        findings.filter(({ verdict }) => verdict === 'failed').map(({ rule }) => rule),
      ),
    ),
    checks: run.checks.filter(({ verdict }) => verdict === 'passed').length,
  }),
);
