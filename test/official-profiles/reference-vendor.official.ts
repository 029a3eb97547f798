import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bundle, CapabilityStatement, FhirResource, OperationOutcome } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { here, startServer } from '../bench/processes.mjs';
import { loadValidator, officialFolder, resourcesOf, validateAll } from './validator.js';

const vendorScript = here('../../examples/express/dist/main.js');
const folder = mkdtempSync(path.join(tmpdir(), 'sas-sos-official-'));
const window = { from: new Date().toISOString(), to: '2199-12-31T00:00:00Z' };

/** Starts the reference vendor with an agenda; default: the demo's. */
function startVendor(name: string, agendaFile?: string) {
  return startServer(vendorScript, {
    env: {
      PORT: '0',
      LOG_LEVEL: 'error',
      DATA_DIR: path.join(folder, name),
      ...(agendaFile === undefined ? {} : { AGENDA_FILE: agendaFile }),
    },
  });
}

async function get<Resource extends FhirResource>(url: string): Promise<Resource> {
  return (await (await fetch(url)).json()) as Resource;
}

async function search(base: string, identifiers: readonly string[]): Promise<Bundle> {
  const list = identifiers.map((value) => `urn:oid:1.2.250.1.71.4.2.2%7C${value}`).join(',');
  return get<Bundle>(
    `${base}/fhir/Schedule?_revinclude=Slot:schedule&_include=Schedule:actor:Location&_include:iterate=Location:organization&_has:Slot:schedule:start=ge${window.from}&_has:Slot:schedule:start=le${window.to}&_has:Slot:schedule:status=free&actor:Location.organization.identifier=${list}&_count=1000`,
  );
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the guide’s own example, rebuilt through AGENDA_FILE', () => {
  const published = JSON.parse(
    readFileSync(
      path.join(
        officialFolder,
        'definitions/examples-1.2.0/Bundle-ExampleBundleAgregateurSOS.json',
      ),
      'utf8',
    ),
  ) as Bundle;
  // Past slots are never sent: use the same days of a later year, with the same offset.
  const year = String(new Date().getFullYear() + 1);
  const later = (instant: string | undefined) => String(instant).replace('2023', year);
  const words: Record<string, string> = {
    PUBLIC: 'public',
    SNP: 'sas',
    AMB: 'on-site',
    VR: 'remote',
    HH: 'home-visit',
    ROUTINE: 'appointment',
    WALKIN: 'walk-in',
  };
  const word = (code: string | undefined) => words[String(code)];
  const idOf = (reference: string | undefined) => String(reference?.split('/')[1]);

  const locations = resourcesOf(published, 'Location');
  const organizations = resourcesOf(published, 'Organization');
  const schedules = resourcesOf(published, 'Schedule');
  const placeOf = (schedule: string | undefined) =>
    idOf(schedules.find(({ id }) => id === idOf(schedule))?.actor[0]?.reference);

  const agenda = {
    idSystem: locations[0]?.identifier?.[0]?.system,
    associations: organizations.map((organization) => ({
      siret: organization.identifier?.[0]?.value,
      name: organization.name,
      places: locations
        .filter((one) => idOf(one.managingOrganization?.reference) === organization.id)
        .map((location) => ({
          id: location.identifier?.[0]?.value,
          name: location.name,
          phone: location.telecom?.[0]?.value,
          address: {
            line: location.address?.line?.[0],
            postalCode: location.address?.postalCode,
            city: location.address?.city,
          },
          timeZone: 'Europe/Paris',
          openingHours: location.hoursOfOperation?.map((row) => ({
            days: row.daysOfWeek,
            opens: row.openingTime?.slice(0, 5),
            closes: row.closingTime?.slice(0, 5),
          })),
        })),
    })),
    slots: resourcesOf(published, 'Slot').map((slot) => ({
      id: slot.id,
      place: placeOf(slot.schedule.reference),
      start: later(slot.start),
      end: later(slot.end),
      audience: slot.meta?.security?.map(({ code }) => word(code)),
      consultation: slot.serviceType?.map(({ coding }) => word(coding?.[0]?.code)),
      booking: word(slot.appointmentType?.coding?.[0]?.code),
      reasons: [],
      status: 'free',
    })),
  };

  let bundle: Bundle;
  let url = '';
  beforeAll(async () => {
    const file = path.join(folder, 'guide.json');
    writeFileSync(file, JSON.stringify(agenda));
    const vendor = await startVendor('guide', file);
    url = vendor.url;
    try {
      bundle = await search(
        vendor.url,
        organizations.map((one) => String(one.identifier?.[0]?.value)),
      );
    } finally {
      await vendor.stop();
    }
  });

  /** Removes what cannot be the same: the narrative that the publisher adds. */
  const withoutText = <Type extends { text?: unknown }>({ text: _, ...rest }: Type) => rest;
  // Our own ids: a place's identifier, and an association's SIRET.
  const organizationId = (id: string | undefined) =>
    organizations.find((one) => one.id === id)?.identifier?.[0]?.value;

  it('is valid', async () => {
    const { PROFILES } = await loadValidator();
    expect(
      await validateAll([
        { id: 'guide', resource: bundle, profile: PROFILES['Bundle'] as string },
        { id: 'published', resource: published, profile: PROFILES['Bundle'] as string },
      ]),
    ).toEqual({});
  });

  it('has the same total, and one entry for each published one, in the same role', () => {
    expect(bundle.total).toBe(published.total);
    const roles = (one: Bundle) =>
      one.entry
        ?.map(({ resource, search: role }) => `${resource?.resourceType} ${role?.mode}`)
        .sort();
    expect(roles(bundle)).toEqual(roles(published));
  });

  it('has the same Organizations, field by field, except their ids', () => {
    expect(resourcesOf(bundle, 'Organization')).toEqual(
      organizations.map((one) => ({ ...withoutText(one), id: organizationId(one.id) })),
    );
  });

  it('has the same Locations, field by field, except the ids that they refer to', () => {
    expect(resourcesOf(bundle, 'Location')).toEqual(
      locations.map((one) => ({
        ...withoutText(one),
        managingOrganization: {
          reference: `Organization/${organizationId(idOf(one.managingOrganization?.reference))}`,
        },
      })),
    );
  });

  it('has the same Schedules, field by field, except their ids', () => {
    expect(resourcesOf(bundle, 'Schedule')).toEqual(
      schedules.map((one) => ({ ...withoutText(one), id: idOf(one.actor[0]?.reference) })),
    );
  });

  it('has the same Slots, field by field, except the year, the page, and the id of the Schedule', () => {
    const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) =>
      String(a.id).localeCompare(String(b.id));
    const place = (reference: string | undefined) => placeOf(reference);
    expect(resourcesOf(bundle, 'Slot').sort(byId)).toEqual(
      resourcesOf(published, 'Slot')
        .map((one) => ({
          ...withoutText(one),
          schedule: { reference: `Schedule/${place(one.schedule.reference)}` },
          start: later(one.start),
          end: later(one.end),
          comment: `${url}/agenda/${place(one.schedule.reference)}?slot=${one.id}`,
        }))
        .sort(byId),
    );
  });
});

describe('the demo agenda', () => {
  let vendor: Awaited<ReturnType<typeof startVendor>>;
  beforeAll(async () => {
    vendor = await startVendor('demo');
  });
  afterAll(() => vendor.stop());

  it('gives valid answers: search, associations, places, reads, /metadata, refusals', async () => {
    const { PROFILES } = await loadValidator();
    const base = `${vendor.url}/fhir`;
    const organizations = await get<Bundle>(`${base}/Organization`);
    const sirets = resourcesOf(organizations, 'Organization').map(
      (one) => one.identifier?.[0]?.value ?? '',
    );
    expect(sirets).toHaveLength(10);
    const all = await search(vendor.url, sirets);
    expect(all.total).toBeGreaterThan(100);
    const [slot] = resourcesOf(all, 'Slot');
    const profile = PROFILES['Bundle'] as string;
    const items: { id: string; resource: FhirResource; profile?: string }[] = [
      { id: 'all', resource: all, profile },
      { id: 'organizations', resource: organizations },
      {
        id: 'locations',
        resource: await get<Bundle>(`${base}/Location?_include=Location:organization`),
      },
      { id: 'slots', resource: await get<Bundle>(`${base}/Slot`) },
      {
        id: 'slot',
        resource: await get(`${base}/Slot/${slot?.id}`),
        profile: PROFILES['Slot'] as string,
      },
      { id: 'metadata', resource: await get<CapabilityStatement>(`${base}/metadata`) },
      { id: 'refusal', resource: await get<OperationOutcome>(`${base}/Schedule?_count=x`) },
      { id: 'not found', resource: await get<OperationOutcome>(`${base}/Patient/1`) },
    ];
    for (const siret of sirets) {
      items.push({ id: siret, resource: await search(vendor.url, [siret]), profile });
    }
    expect(await validateAll(items)).toEqual({});
  });
});
