import { isSasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createEchoPart } from './echo-part.fixture.js';
import { type GatewayOptions, readGatewayOptions } from './gateway-options.js';

const parts = [createEchoPart()];

describe('readGatewayOptions', () => {
  it.each<{ name: string; options: unknown; named: string }>([
    { name: 'no parts', options: { parts: [] }, named: 'parts' },
    { name: 'no handler', options: { parts: [{}] }, named: 'parts' },
    { name: 'a function without resources', options: { parts: [() => {}] }, named: 'parts' },
    {
      name: 'one type in two parts',
      options: { parts: [...parts, createEchoPart()] },
      named: 'parts',
    },
    {
      name: 'no resource type',
      options: {
        parts: [
          createEchoPart({
            resources: [{ type: 'metadata', supportedProfile: 'x', interactions: ['read'] }],
          }),
        ],
      },
      named: 'parts',
    },
    { name: 'a relative base', options: { parts, baseUrl: '/fhir' }, named: 'baseUrl' },
    { name: 'a base of another scheme', options: { parts, baseUrl: 'ftp://a/' }, named: 'baseUrl' },
    { name: 'a base with a query', options: { parts, baseUrl: 'https://a/?b' }, named: 'baseUrl' },
    {
      name: 'software without version',
      options: { parts, software: { name: 'A' } },
      named: 'software',
    },
    {
      name: 'a URL of length zero',
      options: { parts, limits: { urlLength: 0 } },
      named: 'urlLength',
    },
    { name: 'half a byte', options: { parts, limits: { bodyBytes: 0.5 } }, named: 'bodyBytes' },
    {
      name: 'no request at once',
      options: { parts, limits: { concurrency: 0 } },
      named: 'limits.concurrency',
    },
    { name: '7 s', options: { parts, limits: { milliseconds: 7000 } }, named: 'milliseconds' },
    {
      name: 'NaN',
      options: { parts, limits: { milliseconds: Number.NaN } },
      named: 'milliseconds',
    },
  ])('refuses $name, and names it', ({ options, named }) => {
    let thrown: unknown;
    try {
      readGatewayOptions(options as GatewayOptions);
    } catch (error) {
      thrown = error;
    }
    if (!isSasError(thrown)) throw new Error('Nothing was refused.');
    expect(thrown.code).toBe('SAS_OPTION_INVALID');
    expect(thrown.issues[0]?.expression).toContain(named);
  });

  it('has a part work on as many requests at once as are admitted, unless told otherwise', () => {
    const read = (limits: GatewayOptions['limits']) => readGatewayOptions({ parts, limits }).limits;
    expect(read({})).toMatchObject({ requests: 256, concurrency: 256 });
    expect(read({ requests: 20 })).toMatchObject({ requests: 20, concurrency: 20 });
    expect(read({ concurrency: 8 })).toMatchObject({ requests: 256, concurrency: 8 });
  });

  it('takes a base as it is sent: a name beyond ASCII, its scheme and host in lower case', () => {
    const options = { parts: [createEchoPart()], baseUrl: 'HTTPS://Cœur.example/Fhir//' };
    expect(readGatewayOptions(options).baseUrl).toBe('https://xn--cur-fya.example/Fhir');
  });

  it('adds the defaults', () => {
    expect(readGatewayOptions({ parts })).toMatchObject({
      limits: { urlLength: 8192, bodyBytes: 1_048_576, milliseconds: 6000 },
      compression: true,
      audit: undefined,
    });
  });
});
