import {
  checkAppointment,
  checkSlotAnswer,
  readSearchSet,
  toBodyLines,
} from '@sas-sos/conformance';
import { describe, expect, it } from 'vitest';
import { query, toSlotBundle } from '../../platform/vendor/vendor.fixture.js';
import { toReport } from '../../test-data/create-test-appointment.js';
import { findBodyMarks } from './body-marks.js';

const url = 'http://127.0.0.1:3000/fhir/Schedule?_count=1000';
type Loose = Record<string, never>;
type LooseBundle = { total: number; entry: { resource: Loose }[]; link: unknown[] };

/** The marks in a right answer after one change. */
function markAfter(change: (bundle: LooseBundle) => void) {
  const data = toSlotBundle(url) as unknown as LooseBundle;
  change(data);
  const headers = new Headers({ 'content-type': 'application/fhir+json' });
  const call = { status: 200, headers, data, url, durationMilliseconds: 1 };
  const checks = checkSlotAnswer({ call, set: readSearchSet(data), query });
  const body = toBodyLines(JSON.stringify(data));
  return findBodyMarks(checks, body).map(({ line, note, isMissing, check }) => ({
    rule: check.rule,
    path: toSteps(body.lines[line]?.path),
    note,
    isMissing,
  }));
}

/** `.entry[1].resource` as `entry.1.resource`. */
const toSteps = (path = '') => (path.match(/[^.[\]]+/g) ?? []).join('.');

/** The first slot of the answer, and where it is. */
const at = 'entry.1.resource';
const set = (path: string, value: unknown) => (bundle: LooseBundle) => {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Loose>(
    (value, step) => value[step] as never,
    bundle as unknown as Loose,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value as never;
};

describe('The places that failed checks name', () => {
  it('are none in a right answer', () => {
    expect(markAfter(() => {})).toEqual([]);
  });

  it.each([
    {
      name: 'the total',
      change: set('total', 99),
      path: 'total',
      rule: 'slots.total',
      note: 'attendu : 4',
    },
    {
      name: 'a status',
      change: set(`${at}.status`, 'busy'),
      path: `${at}.status`,
      rule: 'slots.free',
      note: 'attendu : free',
    },
    {
      name: 'an element inside a list',
      change: set(`${at}.meta.profile`, ['x']),
      path: `${at}.meta.profile`,
      rule: 'slots.profiles',
      note: 'attendu : https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-sos-slot-aggregator',
    },
    {
      name: 'a path from the root',
      change: set(`${at}.foo`, 1),
      path: `${at}.foo`,
      rule: 'slots.structure',
      note: 'Cet élément n’existe pas dans FHIR R4 à cet endroit.',
    },
    {
      name: 'what should have it, if it is missing',
      change: set(`${at}.comment`, undefined),
      path: at,
      rule: 'slots.comment',
      note: 'L’adresse de l’agenda (comment) manque',
      isMissing: true,
    },
  ])('$name', ({ change, path, rule, note, isMissing = false }) => {
    expect(markAfter(change)).toContainEqual({ rule, path, note, isMissing });
  });

  it('are in the request, if that is what was checked', () => {
    const report = { ...toReport(), start: 'tomorrow' };
    const { checks } = checkAppointment(report);
    const body = toBodyLines(JSON.stringify(report));
    const [mark] = findBodyMarks(checks, body);
    expect(body.lines[mark?.line ?? 0]?.path).toBe('.start');
  });

  it.each([
    { body: null },
    { body: [] },
    { body: 'text' },
    { body: { entry: 3 } },
    { body: { entry: [null] } },
  ])('are none in $body', ({ body }) => {
    const faults = [
      { resource: 'Slot/s1', element: 'Slot.start', path: 'Bundle.entry[0].resource.start' },
      { element: 'Bundle.total', expected: '1' },
      {},
    ];
    const check = {
      rule: 'r',
      severity: 'error',
      passed: false,
      message: 'Faux.',
      faults,
    } as const;
    expect(findBodyMarks([check], toBodyLines(JSON.stringify(body)))).toEqual([]);
  });
});
