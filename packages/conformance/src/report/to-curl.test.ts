import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurlRequest, toCurl } from './to-curl.js';

const toMessage = (body: string, headers: readonly (readonly [string, string])[] = []) => ({
  headers,
  body,
});

/** The arguments that a shell passes to curl, command by command. */
function run(commands: readonly string[]): string[][] {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; }\n${commands.join('\n')}\n`;
  const output = execFileSync('/bin/sh', { input: script, encoding: 'utf8' });
  return output
    .split('\0\0')
    .slice(0, -1)
    .map((line) => line.split('\0'));
}

function curlOf(request: Partial<CurlRequest>): string {
  return toCurl({
    method: 'POST',
    url: 'http://127.0.0.1/fhir',
    request: { headers: [], body: null },
    ...request,
  });
}

describe('an exchange as a command', () => {
  it('has method, address, headers and body', () => {
    const request = toMessage(`{"a":"l'heure"}`, [
      ['host', 'a'],
      ['content-type', 'application/fhir+json'],
      ['content-length', '3'],
      ['x-empty', ''],
    ]);
    const url = 'http://127.0.0.1/fhir/Appointment?identifier=urn:oid:1%7C$(id)';
    expect(run([curlOf({ method: 'PUT', url, request })])).toEqual([
      [
        ...['--globoff', '-X', 'PUT', url],
        ...['-H', 'content-type: application/fhir+json', '-H', 'x-empty;'],
        ...['--data-raw', `{"a":"l'heure"}`],
      ],
    ]);
  });

  it('asks only for the head if the request did', () => {
    expect(run([curlOf({ method: 'HEAD', url: 'http://a/' })])).toEqual([
      ['--globoff', '--head', 'http://a/'],
    ]);
  });

  it('presents the certificate of the request, over https alone', () => {
    const secure = run([curlOf({ url: 'https://a/', identity: 'revoked' })])[0] ?? [];
    expect(secure.join(' ')).toContain(
      '--cert wrong-revoked.pem --key wrong-revoked-key.pem --cacert ca.pem',
    );
    for (const rest of [
      { url: 'https://a/', identity: 'none' },
      { url: 'http://a/', identity: 'valid' },
      { url: 'https://a/' },
    ] as const) {
      expect(curlOf(rest)).not.toContain('--cert');
    }
  });

  it('has no character that a terminal acts on', () => {
    const url = 'http://a/\u001b[2J\r\u009b';
    expect(run([curlOf({ url, request: toMessage('a\u0008\u001b\n\tb') })])).toEqual([
      ['--globoff', '-X', 'POST', 'http://a/[2J', '--data-raw', 'a\n\tb'],
    ]);
  });

  it('passes nothing to the shell except what was sent', () => {
    const text = fc
      .string({ unit: fc.constantFrom(...`'"\\$\`!;&|<>(){}*?~#\n\t abé…`), minLength: 1 })
      .filter((line) => line.trim() !== '');
    const bodies = fc.sample(text, { numRuns: 200, seed: 7 });
    const seen = run(bodies.map((body) => curlOf({ request: toMessage(body) })));
    expect(seen.map((line) => line.at(-1))).toEqual(bodies);
  });
});
