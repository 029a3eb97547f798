import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toFhirAppointment } from '@sas-sos/appointments';
import { readSearchSet } from '@sas-sos/conformance';
import type { Bundle, BundleEntry, FhirResource, Slot } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import {
  query,
  toSlotBundle,
} from '../../packages/conformance/src/read/search-set/right-answers.fixture.js';
import { findReportFaults } from '../../packages/conformance/src/steps/hl7/find-report-faults.js';
import { findStructuralFaults } from '../../packages/conformance/src/steps/hl7/find-structural-faults.js';
import { here, startServer } from '../bench/processes.mjs';
import { toSearchUrl } from '../reference-vendor/search-slots.js';
import { differences } from './differences.js';
import { mutate } from './mutate.js';
import { loadValidator, resourcesOf } from './validator.js';

/** An answer or a report, and the names of our structural rules that fail on it. */
interface Judged {
  readonly name: string;
  readonly resource: FhirResource;
  readonly ours: readonly string[];
}

/** What our structural rules say of an answer to a search. */
function judgeAnswer(name: string, bundle: Bundle): Judged {
  const set = readSearchSet(bundle);
  const headers = new Headers({ 'content-type': 'application/fhir+json' });
  const url = 'https://agenda.example/fhir/Schedule';
  const call = { url, status: 200, headers, data: bundle, durationMilliseconds: 1 };
  const ours = set ? findStructuralFaults({ call, set, query }) : ['slots.bundle'];
  return { name, resource: bundle, ours };
}

/** What is refused on one side alone, sorted. */
async function compare(all: readonly Judged[]): Promise<Record<'rules' | 'profiles', string[]>> {
  const { PROFILES, validateMany } = await loadValidator();
  const isRefused = (resource: FhirResource) => {
    const profile = PROFILES[resource.resourceType] as string;
    try {
      // The Java engine finds nothing more on any of these, and cannot read all of them.
      const options = { strictEntries: true, engine: 'js' } as const;
      const [result] = validateMany([{ id: '1', resource, profile }], options);
      return result === undefined || result.errors.length > 0;
    } catch {
      // Too unlike FHIR for the validator.
      return true;
    }
  };
  const refused = all.map(({ name, resource, ours }) => {
    return { name, byRules: ours.length > 0, byProfiles: isRefused(resource) };
  });
  const list = (side: (verdict: (typeof refused)[number]) => boolean) =>
    refused
      .filter(side)
      .map(({ name }) => name)
      .sort();
  return {
    rules: list(({ byRules, byProfiles }) => byRules && !byProfiles),
    profiles: list(({ byRules, byProfiles }) => byProfiles && !byRules),
  };
}

const explained = (side: 'rules' | 'profiles') =>
  differences
    .filter(({ refusedBy }) => refusedBy === side)
    .flatMap(({ changes }) => changes)
    .sort();

/** The answer of the demo for the next three days, and the first slot of each place alone. */
async function searchDemo(): Promise<{ readonly all: Bundle; readonly each: readonly Bundle[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sas-sos-both-'));
  const env = { PORT: '0', LOG_LEVEL: 'error', DATA_DIR: folder };
  const vendor = await startServer(here('../../examples/express/dist/main.js'), { env });
  const get = async (url: string) => (await (await fetch(url)).json()) as Bundle;
  try {
    const associations = resourcesOf(await get(`${vendor.url}/fhir/Organization`), 'Organization');
    const sirets = associations.map(({ identifier }) => String(identifier?.[0]?.value));
    const all = await get(toSearchUrl(vendor.url, sirets));
    const firsts = new Map(
      resourcesOf(all, 'Slot')
        .toReversed()
        .map((slot) => [slot.schedule.reference, slot]),
    );
    return { all, each: [...firsts.values()].map((slot) => cutTo(all, slot)) };
  } finally {
    await vendor.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The answer as it would be with this slot alone. */
function cutTo(all: Bundle, slot: Slot): Bundle {
  const find = (reference: string | undefined) => {
    const entry = all.entry?.find(
      ({ resource }) => `${resource?.resourceType}/${resource?.id}` === reference,
    );
    if (entry === undefined) throw new Error(`${reference} is not in the answer`);
    return entry;
  };
  const schedule = find(slot.schedule.reference);
  const place = find(resourcesOf(toBundle([schedule]), 'Schedule')[0]?.actor[0]?.reference);
  const [location] = resourcesOf(toBundle([place]), 'Location');
  const association = find(location?.managingOrganization?.reference);
  return { ...all, total: 1, entry: [schedule, find(`Slot/${slot.id}`), place, association] };
}

const toBundle = (entry: BundleEntry[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry,
});

/** A right answer with one slot, and every element that the mapping may write. */
function toRightAnswer(): Bundle {
  const both = toSlotBundle('https://agenda.example/fhir/Schedule?_count=1000');
  const [slot] = resourcesOf(both, 'Slot');
  if (slot === undefined) throw new Error('no slot in the answer');
  const system =
    'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale';
  slot.specialty = [
    { coding: [{ system, code: 'SM54', display: 'Médecine générale' }], text: 'x' },
  ];
  return cutTo(both, slot);
}

const report = toFhirAppointment(
  {
    id: 'b6e39355-5b3c-4b4e-9d9f-5e0d4c0c1c11',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:15:00+01:00',
    takenAt: '2026-11-30T18:00:00+01:00',
    status: 'fulfilled',
    regulator: { nationalId: '3456780581/11242343' },
    effector: '810100050075',
  },
  { identifierSystem: 'https://editeur.example/ids' },
);

describe('the official profiles and the structural rules of the kit', () => {
  it('both accept every resource that the reference vendor serves', async () => {
    const { all, each } = await searchDemo();
    expect(all.entry?.length).toBeGreaterThan(300);
    const judged = [all, ...each].map((bundle, index) => judgeAnswer(String(index), bundle));
    expect(judged.filter(({ ours }) => ours.length > 0)).toEqual([]);
    expect(await compare(judged)).toEqual({ rules: [], profiles: [] });
    console.log(
      `${all.entry?.length} resources accepted by both, ${each.length} places also alone`,
    );
  });

  it('both refuse the same changed ones, but for the differences that are explained', async () => {
    const right = toRightAnswer();
    const entries = right.entry ?? [];
    const judged = [
      judgeAnswer('Bundle', right),
      ...mutate(right)
        // The first entry is changed below, resource by resource.
        .filter(({ name }) => !name.startsWith('entry[0].resource'))
        .map(({ name, resource }) => judgeAnswer(`Bundle ${name}`, resource)),
      ...entries.flatMap((entry, place) =>
        mutate(entry.resource ?? {}).map(({ name, resource }) =>
          judgeAnswer(`${entry.resource?.resourceType} ${name}`, {
            ...right,
            entry: entries.with(place, { ...entry, resource: resource as FhirResource }),
          }),
        ),
      ),
      ...mutate(report).map(({ name, resource }) => {
        return { name: `Appointment ${name}`, resource, ours: findReportFaults(resource) };
      }),
    ];
    expect(judged[0]).toMatchObject({ ours: [] });
    expect(findReportFaults(report)).toEqual([]);
    const found = await compare(judged);
    const refused = judged.filter(({ ours }) => ours.length > 0).length;
    console.log(
      `${judged.length} changed ones, ${refused} refused by the rules; alone: ${found.rules.length} by the rules, ${found.profiles.length} by the profiles`,
    );
    expect(found.profiles).toEqual(explained('profiles'));
    expect(found.rules).toEqual(explained('rules'));
  });
});
