import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { StructureDefinition } from 'fhir/r4.js';
import { expect, it } from 'vitest';
import { requiredStatements } from '../capabilities/required-statements.js';
import { officialFolder } from './validator.js';

const required = Object.values(requiredStatements).flat();

// The two statements themselves are not among the official definitions; their profiles are.
it.each(required)('the profile required of $type is one of the guide, on that type', (resource) => {
  const folder = path.join(officialFolder, 'definitions/sas-1.2.0');
  const definitions = readdirSync(folder)
    .filter((name) => name.startsWith('StructureDefinition-'))
    .map(
      (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as StructureDefinition,
    );
  const canonical = `https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/${resource.profile}`;
  expect(definitions.find(({ url }) => url === canonical)?.type).toBe(resource.type);
});
