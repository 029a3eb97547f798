import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDraft, toMessage } from '../../state/exchange.fixture.js';
import type { ExchangeDraft } from '../../state/exchange.js';
import { createExchangeLog } from '../../state/exchange-log.js';
import { toCurl } from './to-curl.js';

/** The arguments that a shell passes to curl, command by command. */
function run(commands: readonly string[]): string[][] {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; }\n${commands.join('\n')}\n`;
  const output = execFileSync('/bin/sh', { input: script, encoding: 'utf8' });
  return output
    .split('\0\0')
    .slice(0, -1)
    .map((line) => line.split('\0'));
}

function curlOf(draft: Partial<ExchangeDraft>): string {
  return toCurl(createExchangeLog().record(toDraft(draft)));
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

  it('passes nothing to the shell except what was sent', () => {
    const text = fc
      .string({ unit: fc.constantFrom(...`'"\\$\`!;&|<>(){}*?~#\n\t abé…`), minLength: 1 })
      .filter((line) => line.trim() !== '');
    const bodies = fc.sample(text, { numRuns: 200, seed: 7 });
    const seen = run(bodies.map((body) => curlOf({ request: toMessage(body) })));
    expect(seen.map((line) => line.at(-1))).toEqual(bodies);
  });
});
