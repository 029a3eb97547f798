import { NoAnswer } from '../client/create-caller.js';
import type { Text } from '../rule/text.js';
import { toFhirHeaders } from '../steps/fhir-request.js';
import type { Scene } from './scene.js';

const title: Text = {
  fr: 'Le logiciel répond-il ?',
  en: 'Does the software answer?',
};

/** Asks once whether anybody is there; returns why a run makes no sense, or null. */
export async function checkVendor(scene: Scene): Promise<Text | null> {
  const url = `${scene.settings.vendor}/metadata`;
  try {
    await scene.call({ title, url, headers: toFhirHeaders(url) });
    return null;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { failure } = error.exchange;
    return {
      fr: `Le logiciel ne répond pas à ${url}. ${failure?.text.fr} (${failure?.code})`,
      en: `The software does not answer at ${url}. ${failure?.text.en} (${failure?.code})`,
    };
  }
}
