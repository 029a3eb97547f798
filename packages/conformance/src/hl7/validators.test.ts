import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toAppointment } from '../rules/appointments/appointment.fixture.js';
import { runConformance } from '../run/run-conformance.js';
import { serveVendor } from '../run/vendor.fixture.js';
import { createJarValidator } from './create-jar-validator.js';

// Doubles of the program and of the service, at the edge: neither can be had in every place that
// runs these tests.
const folder = mkdtempSync(join(tmpdir(), 'sas-sos-validators-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in place of Java. */
function writeProgram(name: string, body: string): string {
  const path = join(folder, name);
  const start = `#!${process.execPath}
const { writeFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const after = (flag) => args[args.indexOf(flag) + 1];
const files = args.slice(2, args.indexOf('-version'));
writeFileSync(${JSON.stringify(join(folder, 'args.json'))}, JSON.stringify(args));
const outcome = (file, issue) => ({
  resourceType: 'OperationOutcome',
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-file', valueString: file }],
  issue,
});
`;
  writeFileSync(path, start + body);
  chmodSync(path, 0o755);
  return path;
}

const sayOfEach = `
const entry = files.toReversed().map((file) => {
  const { id } = JSON.parse(readFileSync(file, 'utf8'));
  return { resource: outcome(file, [
    { severity: 'error', expression: ['Slot.start'], details: { text: 'wrong ' + id } },
    { severity: 'warning', location: ['Slot.end'], diagnostics: 'odd' },
  ]) };
});
const body = entry.length === 1 ? entry[0].resource : { resourceType: 'Bundle', entry };
writeFileSync(after('-output'), JSON.stringify(body));
process.exit(1);
`;

const questions = ['a', 'b'].map((id) => ({
  name: `${id}.json`,
  resource: { resourceType: 'Slot', id },
  profile: 'http://profile.example/slot',
}));
const { signal } = new AbortController();

describe('validator_cli.jar', () => {
  it.each([1, 2])('reads what it says of %i files, each with its own', async (count) => {
    const java = writeProgram(`java-${count}`, sayOfEach);
    const validator = createJarValidator({
      jar: '/opt/validator_cli.jar',
      packages: ['/p.tgz'],
      java,
    });
    const found = await validator.validate(questions.slice(0, count), signal);
    expect(found).toEqual(
      ['a', 'b'].slice(0, count).map((id) => [
        { severity: 'error', location: 'Slot.start', message: `wrong ${id}` },
        { severity: 'warning', location: 'Slot.end', message: 'odd' },
      ]),
    );
    const args = JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8')) as string[];
    expect(args.slice(0, 2)).toEqual(['-jar', '/opt/validator_cli.jar']);
    expect(args.slice(2 + count)).toEqual([
      ...['-version', '4.0.1', '-ig', '/p.tgz', '-profile', 'http://profile.example/slot'],
      ...['-output', expect.stringMatching(/outcome\.out\.json$/), '-tx', 'n/a'],
    ]);
    // Nothing is left of what was validated.
    expect(existsSync(dirname(args[2] ?? ''))).toBe(false);
  });

  it('runs once per profile', async () => {
    const java = writeProgram('java-profiles', sayOfEach);
    const other = { ...questions[0], name: 'c.json', resource: { id: 'c' }, profile: 'http://p/c' };
    const validator = createJarValidator({ jar: 'v.jar', packages: [], java });
    const found = await validator.validate(
      [...questions, other as (typeof questions)[number]],
      signal,
    );
    expect(found.map(([issue]) => issue?.message)).toEqual(['wrong a', 'wrong b', 'wrong c']);
  });

  it.each([
    { name: 'is not there', program: () => join(folder, 'nowhere'), says: /ENOENT/ },
    {
      name: 'writes nothing',
      program: () => writeProgram('java-fails', "console.error('Unable to access jarfile');"),
      says: /It wrote nothing\. Unable to access jarfile/,
    },
    {
      name: 'writes something else',
      program: () => writeProgram('java-other', "writeFileSync(after('-output'), '{}');"),
      says: /It said nothing of a\.json/,
    },
  ])('says what is wrong if Java $name', async ({ program, says }) => {
    const validator = createJarValidator({ jar: 'v.jar', packages: [], java: program() });
    await expect(validator.validate(questions, signal)).rejects.toThrow(says);
  });
});

const right = toAppointment();
const wrong = toAppointment({ status: 'arrived' });
const only = ['profiles'];

/** A validator-wrapper that says this of everything. */
const serveWrapper = (answer: unknown, status = 200, bodies: unknown[] = []) =>
  serveVendor((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      bodies.push({ url: request.url, ...(JSON.parse(body) as object) });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });

const toAnswer = (issues: readonly object[]) => ({ outcomes: [{ issues }], sessionId: 's1' });
const error = { level: 'ERROR', location: 'Appointment.status', message: 'not in value set' };

describe('the service that Inferno uses', () => {
  async function judge(answer: unknown, appointments: readonly object[], status?: number) {
    const bodies: unknown[] = [];
    await using vendor = await serveVendor((_request, response) => response.end('{}'));
    await using wrapper = await serveWrapper(answer, status, bodies);
    const url = wrapper.url.replace('/fhir', '');
    const run = await runConformance(
      { vendor: vendor.url, validator: { url }, appointments },
      { only },
    );
    const step = run.groups.flatMap(({ steps }) => steps).find(({ id }) => id === 'profiles.hl7');
    const verdictOf = (rule: string) =>
      step?.findings.find((finding) => finding.rule === rule)?.verdict;
    return { step, bodies, valid: verdictOf('hl7.valid'), agrees: verdictOf('hl7.agrees') };
  }

  it('is asked as Inferno asks, in one session', async () => {
    const { bodies } = await judge(toAnswer([]), [right, right]);
    expect(bodies).toMatchObject([
      {
        url: '/validate',
        cliContext: {
          sv: '4.0.1',
          igs: ['ans.fhir.fr.sas#1.1.0'],
          profiles: [expect.stringMatching(/\/sas-sos-appointment$/)],
        },
        filesToValidate: [
          { fileName: 'appointments-1.json', fileContent: JSON.stringify(right), fileType: 'json' },
        ],
      },
      { sessionId: 's1', filesToValidate: [{ fileName: 'appointments-2.json' }] },
    ]);
    expect(bodies[0]).not.toHaveProperty('sessionId');
  });

  it.each([
    { name: 'nothing, as we do', issues: [], report: right, valid: 'passed', agrees: 'passed' },
    {
      name: 'a warning alone',
      issues: [{ ...error, level: 'WARNING' }],
      report: right,
      valid: 'passed',
      agrees: 'passed',
    },
    {
      name: 'an error, as we do',
      issues: [error],
      report: wrong,
      valid: 'failed',
      agrees: 'passed',
    },
    {
      name: 'an error, and we none',
      issues: [error],
      report: right,
      valid: 'failed',
      agrees: 'failed',
    },
    {
      name: 'nothing, and we a fault',
      issues: [],
      report: wrong,
      valid: 'passed',
      agrees: 'failed',
    },
  ])('it says $name', async ({ issues, report, valid, agrees }) => {
    expect(await judge(toAnswer(issues), [report])).toMatchObject({ valid, agrees });
  });

  it.each([
    { answer: toAnswer([]), status: 500, says: 'HTTP 500' },
    { answer: '<html>', status: 200, says: 'Its answer has no outcomes.' },
    { answer: { outcomes: [] }, status: 200, says: 'Its answer has no outcomes.' },
  ])('$says: left out, never passed', async ({ answer, status, says }) => {
    const { step } = await judge(answer, [right], status);
    expect(step).toMatchObject({ verdict: 'left-out' });
    expect(step?.reason?.en).toContain(says);
  });
});
