import { SasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { readSimulatorOptions } from '../simulator-options.js';
import { readArguments } from './arguments.js';
import { createLineLogger } from './line-logger.js';
import { toSentence, toWelcome } from './sentences.js';
import { usage } from './usage.js';

const vendor = ['--vendor', 'http://127.0.0.1:3000/fhir'];

describe('the command line', () => {
  it('gives the options of the simulator', () => {
    const read = readArguments(
      [
        ...[...vendor, '--port', '0', '--origin', 'sas', '--data', 'a.json'],
        ...['--client-id', 'me', '--redirect-uri', 'http://a/1', '--redirect-uri', 'http://a/2'],
        ...['--mtls', 'pki', '--vendor-cn', 'agenda', '--log-level', 'debug'],
      ],
      'fr',
    );
    expect(read).toMatchObject({
      outcome: 'start',
      logLevel: 'debug',
      options: {
        vendorUrl: 'http://127.0.0.1:3000/fhir',
        port: 0,
        origin: 'sas',
        dataFile: 'a.json',
        client: { clientId: 'me', redirectUris: ['http://a/1', 'http://a/2'] },
      },
      mtls: { folder: 'pki', vendor: { commonName: 'agenda', organizationalUnit: undefined } },
    });
  });

  it.each([
    { name: 'no vendor', args: [] },
    { name: 'an unknown flag', args: [...vendor, '--fast'] },
    { name: 'a flag without its value', args: ['--vendor'] },
    { name: 'an argument that is not a flag', args: [...vendor, 'more'] },
    { name: 'a port that is not a number', args: [...vendor, '--port', 'http'] },
    { name: 'an unknown level', args: [...vendor, '--log-level', 'loud'] },
    { name: 'an unknown language', args: [...vendor, '--language', 'de'] },
    { name: 'a subject without mutual TLS', args: [...vendor, '--vendor-cn', 'agenda'] },
  ])('refuses $name', ({ args }) => {
    expect(readArguments(args, 'en').outcome).toBe('mistake');
  });

  it('asks for help', () => {
    expect(readArguments(['-h'], 'fr').outcome).toBe('help');
  });
});

describe('a failure to start', () => {
  it.each([
    { name: 'a flag', given: { vendorUrl: 'x' }, flag: '--vendor' },
    { name: 'the documentation', given: { documentationUrl: 'docs' }, flag: '--documentation' },
    {
      name: 'a flag of the client',
      given: { client: { clientSecret: '' } },
      flag: '--client-secret',
    },
  ])('is reported with $name', ({ given, flag }) => {
    let thrown: unknown;
    try {
      readSimulatorOptions({ vendorUrl: 'http://127.0.0.1/fhir', ...given });
    } catch (error) {
      thrown = error;
    }
    expect(toSentence(thrown, 'en')).toMatch(new RegExp(`^${flag}: \\w`));
    expect(toSentence(thrown, 'fr')).toMatch(new RegExp(`^${flag} : donnez `));
  });

  it.each([
    {
      name: 'a certificate',
      error: new SasError('SAS_OPTION_INVALID', {
        expression: 'cert',
        cause: new TypeError('cert: give it.'),
      }),
      sentence: '--mtls: cert: give it.',
    },
    { name: 'anything else', error: new Error('Broken.'), sentence: 'Broken.' },
  ])('is reported for $name', ({ error, sentence }) => {
    expect(toSentence(error, 'fr')).toBe(sentence);
  });
});

it.each(['fr', 'en'] as const)('the output in %s contains no given secret', (language) => {
  const url = 'http://127.0.0.1:4000';
  const simulator = {
    ...{ url, fhirUrl: `${url}/fhir`, sasIssuer: `${url}/a`, pscIssuer: `${url}/b` },
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  const options = { client: { clientSecret: 'S3cr3t' } };
  const platform = { commonName: 'sas', organizationalUnit: '3' };
  const text = toWelcome(simulator, {
    language,
    options,
    mtls: { folder: '/pki', platform, isNew: true },
  });
  expect(text).not.toContain('S3cr3t');
  expect(text).toContain(`PLATFORM_FHIR_URL=${url}/fhir`);
  expect(text).toContain('CLIENT_CN=sas\n');
  expect(text).toContain('NODE_EXTRA_CA_CERTS=');
});

it('reports mistakes in the given language', () => {
  expect(readArguments([], 'fr')).toEqual({ outcome: 'mistake', message: '--vendor manque.' });
  expect(readArguments([], 'en')).toEqual({ outcome: 'mistake', message: '--vendor is missing.' });
  expect(readArguments(['--fast'], 'fr')).toEqual({
    outcome: 'mistake',
    message: 'Option inconnue, ou sans sa valeur : --fast.',
  });
  const flags = (text: string) => text.match(/^ {2}--[\w-]+/gm);
  expect(flags(usage.fr)).toEqual(flags(usage.en));
});

it('the log has lines from its level up, without error messages', () => {
  const lines: string[] = [];
  const logger = createLineLogger('warn', (line) => lines.push(line));
  logger.debug({}, 'a');
  logger.info({}, 'b');
  logger.warn({ code: 'X' }, 'c');
  logger.error({ err: Object.assign(new Error('private'), { code: 'E' }) }, 'd');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'warn', message: 'c', code: 'X' },
    { level: 'error', message: 'd', err: { name: 'Error', code: 'E' } },
  ]);
});
