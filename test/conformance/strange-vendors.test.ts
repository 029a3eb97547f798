import type { RequestListener } from 'node:http';
import { runConformance, toExitCode, toTerminalReport } from '@sas-sos/conformance';
import { describe, expect, it } from 'vitest';
import { findFailed } from './run-mutation.js';
import {
  deep,
  endless,
  hangs,
  hangsLater,
  html,
  loops,
  noHttp,
  serveStrange,
  trickles,
  wrongEverywhere,
} from './strange-vendors.js';
import { testAssociations } from './write-test-agenda.mjs';

const limits = { answer: 300, report: 100, run: 2500 };

/** Judges a vendor as a whole. */
async function judge(listener: RequestListener) {
  await using vendor = await serveStrange(listener);
  const started = performance.now();
  const run = await runConformance({ vendor: vendor.url, associations: testAssociations, limits });
  return { run, milliseconds: performance.now() - started };
}

const rows: readonly {
  readonly name: string;
  readonly listener: RequestListener;
  readonly code: 1 | 2;
  /** What the report must say. */
  readonly says: RegExp;
}[] = [
  { name: 'answers HTML', listener: html, code: 1, says: /metadata\.statement/ },
  { name: 'hangs', listener: hangs, code: 2, says: /TIME_LIMIT/ },
  { name: 'hangs later', listener: hangsLater, code: 1, says: /http\.answered/ },
  { name: 'sends endless bodies', listener: endless, code: 2, says: /BODY_LIMIT|TIME_LIMIT/ },
  { name: 'sends endless bodies slowly', listener: trickles, code: 2, says: /TIME_LIMIT/ },
  { name: 'redirects to itself', listener: loops, code: 1, says: /metadata\.status/ },
  { name: 'speaks no HTTP', listener: noHttp, code: 2, says: /HPE_/ },
  { name: 'nests without end', listener: deep, code: 1, says: /slots\.empty-elements/ },
  { name: 'is wrong everywhere', listener: wrongEverywhere, code: 1, says: /slots\.instants/ },
];

it.each(rows)('a vendor that $name: a report, in time', async ({ listener, code, says }) => {
  const { run, milliseconds } = await judge(listener);
  expect(toExitCode(run)).toBe(code);
  expect(toTerminalReport(run)).toMatch(says);
  expect(toTerminalReport(run, { language: 'en', isVerbose: true })).not.toMatch(
    /TypeError|RangeError/,
  );
  // The limit of the run, that of the accounts at its end, and a busy machine.
  expect(milliseconds).toBeLessThan(20_000);
  expect(JSON.parse(JSON.stringify(run))).toEqual(run);
});

describe('a vendor that is wrong everywhere', () => {
  it('is told of each thing, and of nothing else as if it were right', async () => {
    const { run } = await judge(wrongEverywhere);
    const failed = findFailed(run);
    expect(failed).toEqual(
      expect.arrayContaining([
        'accounts.created',
        'accounts.refused',
        'associations.bundle',
        'metadata.agenda',
        'metadata.version',
        'regulators.location',
        'search.cardinality',
        'slots.address',
        'slots.appointment-type',
        'slots.bundle',
        'slots.consultations',
        'slots.content-type',
        'slots.empty-elements',
        'slots.entries',
        'slots.free',
        'slots.instants',
        'slots.location-identifier',
        'slots.names',
        'slots.organization-identifier',
        'slots.phone',
        'slots.profiles',
        'slots.references',
        'slots.resource-types',
        'slots.self-link',
        'slots.single-link',
        'slots.total',
        'slots.types',
      ]),
    );
    expect(run.checks.filter(({ verdict }) => verdict === 'passed').length).toBeLessThan(6);
  });
});
