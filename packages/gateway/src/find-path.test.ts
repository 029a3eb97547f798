import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

const origin = 'https://agenda.example';

/** A part that answers with the target that it was given. */
const createTargetPart = () =>
  createEchoPart({ answer: (_request, { target }) => Response.json(target) });

describe('the mount path', () => {
  it.each([
    { name: 'given by the host', basePath: '/fhir', baseUrl: undefined },
    { name: 'given by the host and in baseUrl', basePath: '/fhir', baseUrl: `${origin}/fhir` },
    { name: 'in baseUrl alone', basePath: undefined, baseUrl: `${origin}/fhir` },
    { name: 'in baseUrl alone, from a host at its root', basePath: '', baseUrl: `${origin}/fhir/` },
  ])('$name is left out of the target', async ({ basePath, baseUrl }) => {
    const gateway = createGateway({ parts: [createTargetPart()], baseUrl });
    const response = await gateway(new Request(`${origin}/fhir/Slot/1?a=b`), { basePath });
    expect(await response.json()).toEqual({
      baseUrl: `${origin}/fhir`,
      segments: ['Slot', '1'],
      query: 'a=b',
    });
  });

  it('may be removed from the path by a proxy', async () => {
    const gateway = createGateway({ parts: [createTargetPart()], baseUrl: `${origin}/fhir` });
    const response = await gateway(new Request(`${origin}/Slot`));
    expect(await response.json()).toMatchObject({ baseUrl: `${origin}/fhir`, segments: ['Slot'] });
  });

  it.each([
    { name: 'not given', path: '/api/fhir/Slot', basePath: undefined, hint: "basePath: '/fhir'" },
    { name: 'empty', path: '/fhir/metadata', basePath: '', hint: "basePath: '/fhir'" },
    { name: 'too short', path: '/api/fhir/Slot/1', basePath: '/api', hint: 'another prefix' },
    { name: 'too long', path: '/fhir/Slot', basePath: '/api/fhir', hint: 'another prefix' },
    { name: 'removed by the host', path: '/Slot', basePath: '/fhir', hint: 'another prefix' },
    {
      name: 'another one than in baseUrl',
      path: '/api/metadata',
      basePath: '',
      baseUrl: `${origin}/sas`,
      hint: "basePath: '/sas'",
    },
  ])('$name: the 404 says what to give', async ({ path, basePath, baseUrl, hint }) => {
    const part = createEchoPart();
    const gateway = createGateway({ parts: [part], baseUrl });
    const response = await gateway(new Request(origin + path), { basePath });
    expect(response.status).toBe(404);
    const [diagnostics = ''] = await codesOf(response);
    expect(diagnostics).toMatch(/^SAS_REQUEST_NOT_FOUND: /);
    expect(diagnostics).toContain(hint);
    expect(part.calls).toEqual([]);
  });

  it.each([
    { name: 'another type under a prefix', path: '/fhir/Patient/1' },
    { name: 'a type under another type', path: '/Patient/1/Slot' },
    { name: 'an invalid escape', path: '/fhir/Slot/%E9' },
    { name: 'an empty segment', path: '//Slot' },
  ])('$name is not a matter of the mount path', async ({ path }) => {
    const response = await createGateway({ parts: [createEchoPart()] })(new Request(origin + path));
    expect(await codesOf(response)).toEqual(['SAS_REQUEST_NOT_FOUND']);
  });
});
