#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Agenda } from '@sas-sos/core';
import type { AgendaFault } from './agenda-fault.js';
import {
  type CarriedAssociation,
  listCarriedAssociations,
  toAssociationCsv,
} from './associations/association-list.js';
import { fetchAssociations } from './associations/fetch-associations.js';
import { checkAgenda } from './check-agenda.js';

const usage = `usage:
  sas-sos-agenda associations <agenda> [--format csv|json] [--output file]
      writes the associations of an agenda and their places (INT_SOS-transco)
  sas-sos-agenda check <agenda> [--days n]
      reports all faults of an agenda, and of its slots in the next n days (3)

<agenda> is a module that exports an Agenda as "agenda" or by default; for "associations" it may
also be the URL of a FHIR endpoint, such as http://127.0.0.1:3000/fhir.`;

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
  return error.cause === undefined
    ? error.message
    : `${error.message}\n  because: ${explain(error.cause)}`;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'csv' },
      output: { type: 'string' },
      days: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, source, ...rest] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
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
  return `${severity.padEnd(7)} ${path}  ${message} [${code}]`;
}

function refuse(): number {
  console.error(usage);
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
    throw new Error(`${path} exports no Agenda, neither as "agenda" nor by default`);
  }
  return agenda;
}

async function check(agenda: Agenda, days: number): Promise<number> {
  if (!(days >= 0)) return refuse();
  const report = await checkAgenda(agenda, { days });
  for (const fault of report.faults) console.log(toLine(fault));
  const errors = report.faults.filter((fault) => fault.severity === 'error').length;
  console.log(
    `${report.associations} associations, ${report.places} places, ${report.slots} slots to send; ${errors} errors, ${report.faults.length - errors} warnings`,
  );
  return errors === 0 ? 0 : 1;
}
