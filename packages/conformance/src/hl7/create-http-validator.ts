import { type Call, type Caller, type CallRequest, NoAnswer } from '../client/create-caller.js';
import { isObject, toList, toObject, toText } from '../read/json-value.js';
import type { Text } from '../rule/text.js';
import { Hl7Failure, type Hl7Issue, type Hl7Validator, toHl7Severity } from './hl7-validator.js';

/** Its first answer takes minutes. */
const mostMilliseconds = 600_000;

const title: Text = { fr: 'Validateur HL7', en: 'HL7 validator' };

/**
 * Calls the HTTP service that Inferno uses, the HL7 validator-wrapper: `POST /validate`. It loads the
 * packages at the first question, which takes minutes; its session is kept for the others.
 *
 * @see https://github.com/hapifhir/org.hl7.fhir.validator-wrapper
 */
export function createHttpValidator({
  url,
  packages,
  caller,
}: {
  readonly url: string;
  /** Names with versions: `ans.fhir.fr.sas#1.2.0`. */
  readonly packages: readonly string[];
  readonly caller: Pick<Caller, 'call'>;
}): Hl7Validator {
  return {
    async validate(questions) {
      const found: (readonly Hl7Issue[])[] = [];
      let sessionId: string | undefined;
      for (const { name, resource, profile } of questions) {
        const { answer } = await ask(caller, {
          title,
          method: 'POST',
          url: `${url}/validate`,
          identity: 'none',
          milliseconds: mostMilliseconds,
          headers: {
            host: new URL(url).host,
            accept: 'application/json',
            'content-type': 'application/json',
          },
          body: {
            cliContext: {
              sv: '4.0.1',
              igs: packages,
              profiles: [profile],
              extensions: ['any'],
              doNative: false,
              disableDefaultResourceFetcher: true,
            },
            filesToValidate: [
              { fileName: name, fileContent: JSON.stringify(resource), fileType: 'json' },
            ],
            ...(sessionId === undefined ? {} : { sessionId }),
          },
        });
        if (answer.status !== 200) {
          const text = `HTTP ${answer.status}`;
          throw toFailure({ fr: text, en: text });
        }
        const data = toObject(answer.data);
        sessionId = toText(data['sessionId']) ?? sessionId;
        const [outcome] = toList(data['outcomes']);
        if (!isObject(outcome)) {
          throw toFailure({
            fr: 'Sa réponse n’a pas de outcomes.',
            en: 'Its answer has no outcomes.',
          });
        }
        found.push(toList(outcome['issues']).map(toIssue));
      }
      return found;
    },
  };
}

function toIssue(item: unknown): Hl7Issue {
  const { level, location, message } = toObject(item);
  return {
    severity: toHl7Severity(level),
    location: toText(location) ?? '',
    message: toText(message) ?? '',
  };
}

async function ask(caller: Pick<Caller, 'call'>, request: CallRequest): Promise<Call> {
  try {
    return await caller.call(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw toFailure(error.exchange.failure?.text ?? { fr: '', en: '' });
  }
}

const toFailure = ({ fr, en }: Text) =>
  new Hl7Failure({
    fr: `Le validateur HL7 (validator.url) n’a pas répondu. ${fr}`,
    en: `The HL7 validator (validator.url) did not answer. ${en}`,
  });
