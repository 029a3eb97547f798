import { profiles } from '@sas-sos/fhir-http';
import { createHttpValidator } from '../../hl7/create-http-validator.js';
import { createJarValidator } from '../../hl7/create-jar-validator.js';
import { Hl7Failure, type Hl7Question, type Hl7Validator } from '../../hl7/hl7-validator.js';
import type { Text } from '../../rule/text.js';
import { hl7Agrees } from '../../rules/hl7/hl7-agrees.js';
import type { Hl7Answer } from '../../rules/hl7/hl7-answer.js';
import { hl7Valid } from '../../rules/hl7/hl7-valid.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { kitSearches } from '../search/kit-search-steps.js';
import { findReportFaults } from './find-report-faults.js';
import { findStructuralFaults } from './find-structural-faults.js';

const title: Text = {
  fr: 'Créneaux et rendez-vous, par le validateur HL7',
  en: 'Slots and appointments, by the HL7 validator',
};

/** The official profiles, by the HL7 validator, if there is one. */
export const hl7Steps: readonly Step[] = [
  defineStep<Hl7Answer>({
    id: 'profiles.hl7',
    group: 'profiles',
    title,
    uses: kitSearches,
    rules: [hl7Valid, hl7Agrees],
    run: validate,
  }),
];

async function validate(scene: Scene): Promise<readonly Evidence<Hl7Answer>[]> {
  const validator = findValidator(scene);
  const asked = [...findSearches(scene), ...findReports(scene)];
  if (asked.length === 0) {
    throw new LeaveOut({
      fr: 'Il n’y a ni réponse à une recherche ni rendez-vous à valider.',
      en: 'There is neither an answer to a search nor a report to validate.',
    });
  }
  try {
    const found = await scene.wait(
      validator.validate(
        asked.map(({ question }) => question),
        scene.signal,
      ),
    );
    return asked.map(({ name, ours }, index) => ({
      subject: { name, ours, issues: found[index] ?? [] },
      exchanges: [],
    }));
  } catch (error) {
    if (error instanceof Hl7Failure) throw new LeaveOut(error.reason);
    throw error;
  }
}

function findValidator(scene: Scene): Hl7Validator {
  const { validator } = scene.settings;
  if (validator?.jar !== undefined) return createJarValidator({ ...validator, jar: validator.jar });
  if (validator?.url !== undefined) {
    const { url, packages } = validator;
    return createHttpValidator({ url, packages, caller: scene });
  }
  throw new LeaveOut({
    fr: 'Donnez le validateur HL7 : --hl7-validator validator_cli.jar, ou --validator-url.',
    en: 'Give the HL7 validator: --hl7-validator validator_cli.jar, or --validator-url.',
  });
}

/** A resource to validate, and what our own rules say of it. */
interface Asked {
  readonly name: string;
  readonly question: Hl7Question;
  readonly ours: readonly string[];
}

function findSearches({ memory }: Scene): readonly Asked[] {
  return [...memory.searches].map(([name, answer]) => ({
    name,
    question: { name: `${name}.json`, resource: answer.call.data, profile: profiles.bundle },
    ours: findStructuralFaults(answer),
  }));
}

function findReports({ settings }: Scene): readonly Asked[] {
  return settings.appointments.map((resource, index) => {
    const name = `appointments-${index + 1}`;
    return {
      name,
      question: { name: `${name}.json`, resource, profile: profiles.appointment },
      ours: findReportFaults(resource),
    };
  });
}
