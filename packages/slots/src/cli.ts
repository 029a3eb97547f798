#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Agenda, errorCatalogue, isSasError } from '@sas-sos/core';
import type { AgendaFault } from './agenda-fault.js';
import {
  type CarriedAssociation,
  listCarriedAssociations,
  toAssociationCsv,
} from './associations/association-list.js';
import { fetchAssociations } from './associations/fetch-associations.js';
import { checkAgenda } from './check-agenda.js';
import { commandTexts } from './cli/command-texts.js';
import { frenchFaults } from './cli/french-faults.js';
import { readLanguage } from './cli/read-language.js';

const language = readLanguage(process.argv.slice(2), process.env);
const texts = commandTexts[language];

let status = 2;
try {
  status = await run();
} catch (error) {
  console.error(explain(error));
}
// An open connection pool of the module could keep the process alive: exit once the output is
// flushed.
process.stdout.write('', () => process.exit(status));

/** The message of an error, and those of its causes. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && /^ERR_PARSE_ARGS/.test(String(error.code))) {
    return `${texts.badOption(error.message)}\n\n${texts.usage}`;
  }
  const isFrench = language === 'fr' && isSasError(error);
  const message = isFrench ? `${errorCatalogue[error.code].text} [${error.code}]` : error.message;
  return error.cause === undefined
    ? message
    : `${message}\n  ${texts.because}: ${explain(error.cause)}`;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'csv' },
      output: { type: 'string' },
      days: { type: 'string', default: '3' },
      language: { type: 'string', default: language },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, source, ...rest] = positionals;
  if (values.help) {
    console.log(texts.usage);
    return 0;
  }
  if (values.language !== language) {
    console.error(texts.languages);
    return 2;
  }
  if (source === undefined || rest.length > 0) return refuse();
  if (command === 'check') return check(await importAgenda(source), Number(values.days));
  if (command !== 'associations' || !['csv', 'json'].includes(values.format)) return refuse();
  const associations = /^https?:\/\//.test(source)
    ? await fetchAssociations(source)
    : await listCarriedAssociations(await importAgenda(source), { onFault: warn });
  const text = write(associations, values.format);
  if (values.output === undefined) process.stdout.write(text);
  else await writeFile(values.output, text);
  return 0;
}

function warn({ severity, path, message, code }: AgendaFault): void {
  if (severity === 'error') console.error(toLine({ severity, path, message, code }));
}

function toLine({ severity, path, message, code }: AgendaFault): string {
  const sentence = language === 'fr' ? frenchFaults[code] : message;
  return `${severity.padEnd(7)} ${path}  ${sentence} [${code}]`;
}

function refuse(): number {
  console.error(texts.usage);
  return 2;
}

function write(associations: readonly CarriedAssociation[], format: string): string {
  return format === 'csv'
    ? toAssociationCsv(associations)
    : `${JSON.stringify(associations, null, 2)}\n`;
}

async function importAgenda(path: string): Promise<Agenda> {
  const module = await import(pathToFileURL(resolve(path)).href);
  const agenda = module.agenda ?? module.default?.agenda ?? module.default;
  if (
    typeof agenda?.listAssociations !== 'function' ||
    typeof agenda.findFreeSlots !== 'function'
  ) {
    throw new Error(texts.noAgenda(path));
  }
  return agenda;
}

async function check(agenda: Agenda, days: number): Promise<number> {
  if (!(days >= 0)) return refuse();
  const report = await checkAgenda(agenda, { days });
  for (const fault of report.faults) console.log(toLine(fault));
  const errors = report.faults.filter((fault) => fault.severity === 'error').length;
  const { associations, places, slots, faults } = report;
  const warnings = faults.length - errors;
  console.log(texts.totals({ associations, places, slots, errors, warnings }));
  return errors === 0 ? 0 : 1;
}
