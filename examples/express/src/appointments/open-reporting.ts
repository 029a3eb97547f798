import { readFile } from 'node:fs/promises';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { type Clock, isSasError, type Logger } from '@sas-sos/core';
import { type WatchedMutualTlsFetch, watchMutualTlsFetch } from '@sas-sos/mtls';
import { ConfigError } from '../config.js';
import { AgendaFileError } from '../import/mistake.js';
import type { OpenOutbox, Reporting } from '../store/appointment-book.js';
import type { PlatformFiles } from './platform-config.js';

interface Watching {
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Loads the certificate that is presented to the platform.
 *
 * @throws ConfigError when a file cannot be used, naming its variable.
 */
export async function openPlatformFetch(
  files: PlatformFiles,
  { clock, logger }: Watching,
): Promise<WatchedMutualTlsFetch> {
  await checkFiles(files);
  try {
    return await watchMutualTlsFetch({ files, clock, logger });
  } catch (error) {
    const option = isSasError(error) ? error.issues[0]?.expression : undefined;
    const sentence = option === undefined ? undefined : sentences[option];
    throw sentence ? new ConfigError([sentence]) : error;
  }
}

/**
 * Creates what keeps the appointments and reports them to the platform.
 *
 * @throws AgendaFileError when appointments cannot be reported under the `idSystem` of the agenda.
 */
export function openReporting({
  outbox,
  platformUrl,
  fetch,
  idSystem,
  clock,
  logger,
}: {
  readonly outbox: OpenOutbox;
  readonly platformUrl: string;
  /** Presents our certificate; none: http, on this machine. */
  readonly fetch: WatchedMutualTlsFetch | undefined;
  /** Under which the ids of appointments are unique: never another. */
  readonly idSystem: string;
} & Watching): Reporting {
  try {
    return outbox.createReporting({
      identifierSystem: idSystem,
      createReporter: (each) =>
        createAppointmentReporter({
          outbox: each,
          platformUrl,
          identifierSystem: idSystem,
          fetch,
          clock,
          logger,
        }),
    });
  } catch (error) {
    if (!isSasError(error) || error.issues[0]?.expression !== 'identifierSystem') throw error;
    const message = 'must be an OID (urn:oid:…) or a URL: appointments are reported under it';
    throw new AgendaFileError([{ path: 'idSystem', message }]);
  }
}

/** Names every file that cannot be read, by its variable. */
async function checkFiles(files: PlatformFiles): Promise<void> {
  const found = await Promise.all(
    Object.entries(files).map(async ([name, path]) => {
      try {
        await readFile(path);
        return [];
      } catch (error) {
        const variable = `PLATFORM_${name.toUpperCase()}`;
        const { code } = error as NodeJS.ErrnoException;
        return [{ variable, sentence: `${variable} names a file that cannot be read (${code}).` }];
      }
    }),
  );
  const mistakes = found.flat();
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

const sentences: Readonly<
  Record<string, { readonly variable: string; readonly sentence: string }>
> = {
  cert: {
    variable: 'PLATFORM_CERT',
    sentence:
      'PLATFORM_CERT must hold a certificate, and the intermediate authorities after it, whole and in PEM.',
  },
  key: {
    variable: 'PLATFORM_KEY',
    sentence: 'PLATFORM_KEY must hold the private key of PLATFORM_CERT, in PEM and not encrypted.',
  },
  ca: {
    variable: 'PLATFORM_CA',
    sentence: 'PLATFORM_CA must hold certificates of authorities, in PEM.',
  },
};
