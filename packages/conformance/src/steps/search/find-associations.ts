import type { TestAssociations } from '../../configuration/configuration.js';
import { readSearchSet } from '../../read/search-set/read-search-set.js';
import type { SearchSet } from '../../read/search-set/search-set.js';
import type { Text } from '../../rule/text.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { toFhirHeaders } from '../fhir-request.js';

const title: Text = {
  fr: 'Choix des associations d’essai, parmi celles que le logiciel liste',
  en: 'Choice of the test associations, among those that the software lists',
};

const sentences: Readonly<Record<keyof TestAssociations, Text>> = {
  onePlace: {
    fr: 'Donnez dans associations.onePlace le SIRET d’une association d’un seul lieu.',
    en: 'Give in associations.onePlace the SIRET of an association with one place.',
  },
  twoPlaces: {
    fr: 'Donnez dans associations.twoPlaces le SIRET d’une association de deux lieux.',
    en: 'Give in associations.twoPlaces the SIRET of an association with two places.',
  },
};

/**
 * The test associations: those of the configuration, else the first that fit of the vendor's list.
 *
 * @throws LeaveOut if one is missing
 */
export async function findAssociations(
  scene: Scene,
  asked: readonly (keyof TestAssociations)[],
): Promise<TestAssociations> {
  const { associations } = scene.settings;
  const isMissing = asked.some((name) => associations[name] === undefined);
  const listed = isMissing ? await list(scene) : {};
  const found: TestAssociations = {
    onePlace: associations.onePlace ?? listed.onePlace,
    twoPlaces: associations.twoPlaces ?? listed.twoPlaces,
  };
  const missing = asked.find((name) => found[name] === undefined);
  if (missing) throw new LeaveOut(sentences[missing]);
  return found;
}

const note = 'associations';

/** Lists once. */
async function list(scene: Scene): Promise<TestAssociations> {
  const { notes } = scene.memory;
  const known = notes.get(note) as TestAssociations | undefined;
  if (known) return known;
  const url = `${scene.settings.vendor}/Location?_include=Location%3Aorganization`;
  const { answer } = await scene.call({ title, url, headers: toFhirHeaders(url) });
  const set = answer.status === 200 ? readSearchSet(answer.data) : undefined;
  const found = set ? choose(set) : {};
  notes.set(note, found);
  return found;
}

function choose({ organizations, locations }: SearchSet): TestAssociations {
  const withPlaces = (count: number) =>
    organizations
      .filter(
        ({ id }) =>
          locations.filter(({ organization }) => organization === `Organization/${id}`).length ===
          count,
      )
      .flatMap(({ identifiers }) => identifiers.flatMap(({ value }) => value ?? []))
      .find((value) => /^3\d{14}$/.test(value));
  return { onePlace: withPlaces(1), twoPlaces: withPlaces(2) };
}
