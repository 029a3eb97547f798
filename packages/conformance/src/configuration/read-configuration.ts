import { resolve } from 'node:path';
import { parseSiret } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { isObject } from '../read/json-value.js';
import type { Configuration, ValidatorSettings } from './configuration.js';
import {
  ConfigurationError,
  type ConfigurationMistake,
  type NoteMistake,
} from './configuration-error.js';
import { findUnknownMembers } from './find-unknown-members.js';
import { readCertificates } from './read-certificates.js';
import { readJsonFile } from './read-json-file.js';
import type { Settings } from './settings.js';

/**
 * Checks a configuration and loads its files, whose paths are relative to the folder.
 *
 * @throws ConfigurationError with every mistake
 */
export function readConfiguration(given: Configuration, folder = process.cwd()): Settings {
  const mistakes: ConfigurationMistake[] = [];
  const note: NoteMistake = (path, message) => void mistakes.push({ path, message });
  if (!isObject(given)) throw new ConfigurationError([{ path: '', message: 'Give an object.' }]);
  mistakes.push(...findUnknownMembers(given));
  // Nothing can be read from members of the wrong kind: only the others are looked at further.
  const wrong = new Set(mistakes.map(({ path }) => path));
  const readable = Object.fromEntries(
    Object.entries(given).filter(([name]) => !wrong.has(name)),
  ) as Partial<Configuration>;
  const settings = readMembers(readable, folder, note);
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);
  return settings;
}

function readMembers(given: Partial<Configuration>, folder: string, note: NoteMistake): Settings {
  const vendor = readUrl(given.vendor, 'vendor', note) ?? '';
  const { associations = {}, signOn = {}, limits = {}, accounts = {} } = given;
  const { origin = 'sas' } = signOn;
  if (typeof origin !== 'string' || !/^[\w.-]{1,64}$/.test(origin)) {
    note('signOn.origin', 'Give letters, digits and . _ - such as sas-preprod.');
  }
  return {
    vendor,
    isTls: vendor.startsWith('https:'),
    associations: {
      onePlace: readSiret(associations.onePlace, 'associations.onePlace', note),
      twoPlaces: readSiret(associations.twoPlaces, 'associations.twoPlaces', note),
    },
    slotTypes: given.slotTypes,
    consultations: given.consultations,
    certificates: readCertificates(given.certificates ?? {}, folder, note),
    simulator:
      given.simulator === undefined ? undefined : readUrl(given.simulator, 'simulator', note),
    signOn,
    booking: given.booking,
    appointments: (given.appointments ?? []).map((item, index) =>
      typeof item === 'string'
        ? readJsonFile(item, folder, (message) => note(`appointments[${index}]`, message))
        : item,
    ),
    declarations: given.declarations ?? {},
    accounts,
    validator: given.validator && readValidator(given.validator, folder, note),
    limits: {
      answer: readLimit(limits.answer, 7000, 'limits.answer', note),
      report: readLimit(limits.report, 5000, 'limits.report', note),
      run: readLimit(limits.run, given.validator ? 900_000 : 120_000, 'limits.run', note),
    },
  };
}

function readUrl(given: unknown, path: string, note: NoteMistake): string | undefined {
  const url = typeof given === 'string' ? tryParse(() => new URL(given)) : undefined;
  const isRight =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '');
  if (!isRight) return note(path, 'Give an http or https URL without a query.');
  return url.href.replace(/\/+$/, '');
}

function readSiret(given: unknown, path: string, note: NoteMistake): string | undefined {
  if (given === undefined) return undefined;
  const siret = typeof given === 'string' ? tryParse(() => parseSiret(given)) : undefined;
  return siret?.value ?? note(path, 'Give a SIRET: 14 digits, with or without the prefix 3.');
}

function readLimit(given: unknown, fallback: number, path: string, note: NoteMistake): number {
  if (given === undefined) return fallback;
  const isRight = Number.isInteger(given) && Number(given) >= 1 && Number(given) <= 3_600_000;
  if (!isRight) note(path, 'Give a whole number of milliseconds, at least 1.');
  return Number(given);
}

function readValidator(
  { jar, url, packages = ['ans.fhir.fr.sas#1.1.0'], java }: ValidatorSettings,
  folder: string,
  note: NoteMistake,
): Settings['validator'] {
  if ((jar === undefined) === (url === undefined)) {
    note('validator', 'Give jar or url: one of them.');
  }
  // Paths are relative to the configuration; names with a version are no paths.
  const toPath = (name: unknown) =>
    typeof name === 'string' && /\.tgz$|[\\/]/.test(name) ? resolve(folder, name) : String(name);
  return {
    jar: typeof jar === 'string' ? resolve(folder, jar) : undefined,
    url: url === undefined ? undefined : readUrl(url, 'validator.url', note),
    packages: Array.isArray(packages) ? packages.map(toPath) : [],
    java,
  };
}
