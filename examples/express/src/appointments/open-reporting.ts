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
 * Loads the client certificate that is presented to the platform.
 *
 * @throws ConfigError naming the variable of a file that cannot be used.
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
 * Creates the appointment book, and the reporter that sends its reports to the platform.
 *
 * @throws AgendaFileError when the agenda's `idSystem` cannot be used to report appointments.
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
  /** Presents the client certificate; without it: http, on this machine. */
  readonly fetch: WatchedMutualTlsFetch | undefined;
  /** The system in which the ids of appointments are unique. Never change it. */
  readonly idSystem: string;
} & Watching): Reporting {
  try {
    return outbox.createReporting({
      identifierSystem: idSystem,
      createReporter: (outboxOfStore) =>
        createAppointmentReporter({
          outbox: outboxOfStore,
          platformUrl,
          identifierSystem: idSystem,
          fetch,
          clock,
          logger,
        }),
    });
  } catch (error) {
    if (!isSasError(error) || error.issues[0]?.expression !== 'identifierSystem') throw error;
    const message = 'must be an OID (urn:oid:…) or a URL: appointments are reported with it';
    throw new AgendaFileError([{ path: 'idSystem', message }]);
  }
}

/** Throws an error that names the variable of every file that cannot be read. */
async function checkFiles(files: PlatformFiles): Promise<void> {
  const unreadable = await Promise.all(
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
  const mistakes = unreadable.flat();
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

const sentences: Readonly<
  Record<string, { readonly variable: string; readonly sentence: string }>
> = {
  cert: {
    variable: 'PLATFORM_CERT',
    sentence:
      'PLATFORM_CERT must contain the complete certificate, then the intermediate authorities, in PEM.',
  },
  key: {
    variable: 'PLATFORM_KEY',
    sentence:
      'PLATFORM_KEY must contain the private key of PLATFORM_CERT, in PEM and not encrypted.',
  },
  ca: {
    variable: 'PLATFORM_CA',
    sentence: 'PLATFORM_CA must contain certificates of authorities, in PEM.',
  },
};
