import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toList, toObject, toText } from '../read/json-value.js';
import type { Text } from '../rule/text.js';
import {
  Hl7Failure,
  type Hl7Issue,
  type Hl7Question,
  type Hl7Validator,
  toHl7Severity,
} from './hl7-validator.js';

const fileUrl = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-file';

/**
 * Runs `validator_cli.jar`, once per profile: it loads all definitions each time. Its temporary files
 * are removed; nothing is asked of a terminology server.
 *
 * @see https://confluence.hl7.org/display/FHIR/Using+the+FHIR+Validator
 */
export function createJarValidator({
  jar,
  packages,
  java = 'java',
}: {
  readonly jar: string;
  /** Files (`package.tgz`), or names with versions: `ans.fhir.fr.sas#1.2.0`. */
  readonly packages: readonly string[];
  /** @defaultValue `java` of the path */
  readonly java?: string | undefined;
}): Hl7Validator {
  async function validateOf(
    profile: string,
    questions: readonly Hl7Question[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<Hl7Question, readonly Hl7Issue[]>> {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-hl7-'));
    try {
      const files = questions.map(({ name, resource }) => {
        const file = join(folder, name);
        writeFileSync(file, JSON.stringify(resource));
        return file;
      });
      const output = join(folder, 'outcome.out.json');
      const args = [
        ...['-jar', jar, ...files, '-version', '4.0.1'],
        ...packages.flatMap((name) => ['-ig', name]),
        ...['-profile', profile, '-output', output, '-tx', 'n/a'],
      ];
      const said = await run(java, args, signal);
      return readOutcomes(output, questions, said);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  return {
    async validate(questions, signal) {
      const found = new Map<Hl7Question, readonly Hl7Issue[]>();
      for (const profile of new Set(questions.map((question) => question.profile))) {
        const own = questions.filter((question) => question.profile === profile);
        for (const [question, issues] of await validateOf(profile, own, signal)) {
          found.set(question, issues);
        }
      }
      return questions.map((question) => found.get(question) ?? []);
    },
  };
}

/** Its exit status is 1 for a resource that is invalid, too: what it wrote decides. */
function run(java: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(java, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let said = '';
    const hear = (text: string) => {
      said = `${said}${text}`.slice(-2000);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', ({ message }) => reject(toFailure({ fr: message, en: message })));
    child.on('close', () => resolve(said));
  });
}

/** One OperationOutcome for one file; a Bundle of them for several, each with its file. */
function readOutcomes(
  output: string,
  questions: readonly Hl7Question[],
  said: string,
): ReadonlyMap<Hl7Question, readonly Hl7Issue[]> {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(output, 'utf8'));
  } catch {
    const last = said.trim().split('\n').at(-1) ?? '';
    throw toFailure({ fr: `Il n’a rien écrit. ${last}`, en: `It wrote nothing. ${last}` });
  }
  const outcome = toObject(read);
  const isBundle = outcome['resourceType'] === 'Bundle';
  const outcomes = isBundle
    ? toList(outcome['entry']).map((entry) => toObject(toObject(entry)['resource']))
    : [outcome];
  const found = new Map<Hl7Question, readonly Hl7Issue[]>();
  for (const [index, question] of questions.entries()) {
    const own = outcomes.find((item) => fileOf(item).endsWith(question.name)) ?? outcomes[index];
    if (own?.['resourceType'] !== 'OperationOutcome') {
      throw toFailure({
        fr: `Il n’a rien dit de ${question.name}.`,
        en: `It said nothing of ${question.name}.`,
      });
    }
    found.set(question, toList(own['issue']).map(toIssue));
  }
  return found;
}

function fileOf(outcome: Readonly<Record<string, unknown>>): string {
  const extensions = toList(outcome['extension']).map((item) => toObject(item));
  return toText(extensions.find(({ url }) => url === fileUrl)?.['valueString']) ?? '';
}

function toIssue(item: unknown): Hl7Issue {
  const { severity, expression, location, details, diagnostics } = toObject(item);
  const [at] = [...toList(expression), ...toList(location)];
  return {
    severity: toHl7Severity(severity),
    location: toText(at) ?? '',
    message: toText(toObject(details)['text']) ?? toText(diagnostics) ?? '',
  };
}

const toFailure = ({ fr, en }: Text) =>
  new Hl7Failure({
    fr: `Le validateur HL7 (validator.jar) n’a pas pu être lancé ou lu. ${fr}`.trim(),
    en: `The HL7 validator (validator.jar) could not be run or read. ${en}`.trim(),
  });
