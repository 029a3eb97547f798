// The reference in French, out of the same catalogues as the English one. A text that has no
// translation stops the generator.
import { frenchFaults } from '../packages/slots/src/cli/french-faults.js';
import { frenchErrors } from './french-errors.mjs';
import { toPage, toTable } from './reference-page.mjs';

const areas = {
  'Any request': 'Toute requête',
  'Any search': 'Toute recherche',
  'In your own code': 'Dans votre propre code',
  'The agenda': "L'agenda",
  'The list of associations': 'La liste des associations',
  'The search of slots, and the others': 'La recherche de créneaux, et les autres',
  Values: 'Valeurs',
};

const kit = 'kit de test de la certification, connexion';
const documentation =
  'documentation technique de Pro Santé Connect (industriels.esante.gouv.fr), document de découverte';
const sources = {
  'implementation guide ans.fhir.fr.sas 1.2.0, regulator accounts':
    "guide d'implémentation ans.fhir.fr.sas 1.2.0, comptes des régulateurs",
  'not published: ask ANS': "non publié : à demander à l'ANS",
  'layout of Keycloak; not published itself': 'disposition de Keycloak ; non publié lui-même',
  'source code of the search engine (ansforge/SAS-moteur-recherche), end-to-end tests':
    'code source du moteur de recherche (ansforge/SAS-moteur-recherche), tests de bout en bout',
  'test kit of the certification, sign-on': kit,
  'follows from the authorization endpoint in the test kit of the certification, sign-on': `découle du point d'autorisation du ${kit}`,
  'seen in use, in no published document: confirm it with ANS':
    "vu en usage, dans aucun document publié : à confirmer auprès de l'ANS",
  'technical documentation of Pro Santé Connect (industriels.esante.gouv.fr), discovery document':
    documentation,
};

/** Writes docs/fr/reference/errors.md. */
export function writeFrenchErrors(catalogue, areaOf) {
  const unknown = Object.keys(frenchErrors).filter((code) => !(code in catalogue));
  if (unknown.length > 0) throw new Error(`docs/french-errors.mjs: no such code: ${unknown}`);
  const sections = new Map();
  for (const [code, definition] of Object.entries(catalogue)) {
    const { status, issue, retryable, text } = definition;
    const area = translate(areas, areaOf(code));
    const again = retryable ? 'oui' : 'non';
    const message = translate(frenchErrors, code);
    const row = [`\`${code}\``, status, `\`${issue}\``, again, message, text];
    sections.set(area, [...(sections.get(area) ?? []), row]);
  }
  const titles = [
    'code',
    'HTTP',
    'issue',
    'réessayer ?',
    "ce qui s'est passé",
    'ce que dit la réponse',
  ];
  const tables = [...sections].map(([area, rows]) => `## ${area}\n\n${toTable(titles, rows)}`);
  return toPage(
    'Erreurs',
    `Toute erreur du SDK est une \`SasError\` ; son \`code\` est l'un de ceux-ci et ne change pas : en renommer un est une version majeure. Reconnaissez-en une avec \`isSasError\`, pas avec \`instanceof\`. [In English](../../reference/errors.md).

Une réponse porte chacune comme une \`OperationOutcome.issue\` : \`code\` est le type d'anomalie de FHIR, \`diagnostics\` le code de cette page, \`details.text\` la phrase en français, \`expression\` le paramètre en faute. Rien d'autre ne sort : ni pile d'appels, ni cause, ni valeur de la requête. « Réessayer ? » dit si la même requête peut aboutir plus tard ; un 503 dit quand, dans \`Retry-After\`.

${tables.join('\n\n')}`,
  );
}

/** Writes docs/fr/reference/agenda-faults.md. */
export function writeFrenchAgendaFaults(faults) {
  const titles = ['code', 'gravité', "ce qui est faux, et ce qu'il en advient"];
  const subjects = { association: 'Associations', place: 'Lieux', slot: 'Créneaux' };
  const tables = Object.entries(subjects).map(([subject, title]) => {
    const rows = Object.entries(faults)
      .filter(([code]) => code.startsWith(`${subject}-`))
      .map(([code, { severity }]) => [`\`${code}\``, severity, translate(frenchFaults, code)]);
    return `## ${title}\n\n${toTable(titles, rows)}`;
  });
  return toPage(
    "Anomalies d'un agenda",
    `Ce que rapportent \`checkAgenda\` et \`sas-sos-agenda check\`, et ce que le gestionnaire journalise : chaque anomalie de chaque chemin une fois, au niveau \`warn\`, avec \`code\`, \`path\` et \`severity\`. \`faultCounts()\` du gestionnaire les compte toutes. [In English](../../reference/agenda-faults.md).

\`error\` : ce que nomme le chemin est laissé hors de toute réponse. \`warning\` : c'est envoyé malgré tout. Un chemin ressemble à \`associations[34173748400020].places[12].phone\` ou \`slots[s1].end\`.

${tables.join('\n\n')}`,
  );
}

/** Writes docs/fr/reference/environments.md. */
export function writeFrenchEnvironments({ sasEnvironments, proSanteConnectEnvironments }) {
  const titles = ['environnement', 'membre', 'valeur', 'source'];
  const toRows = (environments) =>
    Object.entries(environments).flatMap(([name, members]) =>
      Object.entries(members).map(([member, { value, source }]) => [
        `\`${name}\``,
        `\`${member}\``,
        value === undefined ? '–' : `\`${[value].flat().join('`, `')}\``,
        translate(sources, source),
      ]),
    );
  return toPage(
    'Environnements',
    `Ce qui est publié de chaque environnement, et où : \`sasDelegation({ environment: … })\` et \`proSanteConnect({ environment: … })\` y prennent l'issuer et les valeurs de \`origin\` ; le reste est à lire. Ce que l'ANS vous donne l'emporte : \`issuer\`, et \`origins\` de la connexion. [In English](../../reference/environments.md).

## La plateforme : \`sasEnvironments\`

${toTable(titles, toRows(sasEnvironments))}

## Pro Santé Connect : \`proSanteConnectEnvironments\`

${toTable(titles, toRows(proSanteConnectEnvironments))}`,
  );
}

function translate(texts, key) {
  const text = texts[key];
  if (text === undefined) throw new Error(`No French text for "${key}"`);
  return text;
}
