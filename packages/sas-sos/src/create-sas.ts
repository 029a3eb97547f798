import { type AppointmentReporter, createAppointmentReporter } from '@sas-sos/appointments';
import type { CallerGuard } from '@sas-sos/core';
import { createGateway } from '@sas-sos/gateway';
import {
  createClientCertificateGuard,
  fromSocket,
  type TlsWatcher,
  type WatchedMutualTlsFetch,
  watchMutualTlsFetch,
  watchTls,
} from '@sas-sos/mtls';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createSignOn } from '@sas-sos/sso';
import { checkSasOptions } from './check-sas-options.js';
import type { Sas, SasAgendaPages, SasEndpoint } from './sas.js';
import type { SasOptions } from './sas-options.js';

// prelude: import { agenda } from './agenda.js';
// prelude: import { accounts } from './regulator-accounts.js';
/**
 * Wires the parts of the SDK to a vendor's adapters, and returns what the vendor mounts.
 *
 * It only calls the factories of the other packages: `createSlotHandler`, `createRegulatorHandler`,
 * `createGateway`, `createSignOn`, `createAppointmentReporter`, `watchTls`,
 * `createClientCertificateGuard`, `watchMutualTlsFetch`. A vendor that needs another composition
 * calls them itself.
 *
 * @throws SasError `SAS_OPTION_INVALID` when an option is invalid, unknown, or needs another one;
 *   `issues[0].expression` names it. `SAS_TIME_ZONE_UNKNOWN`
 * @example
 * ```ts
 * import express from 'express';
 * import { toNodeHandler } from '@sas-sos/node';
 *
 * const sas = await createSas({
 *   publicUrl: 'https://agenda.example',
 *   idSystem: 'https://editeur.example/ids',
 *   agenda,
 *   accounts,
 * });
 * express().use('/fhir', toNodeHandler(sas.handler)).listen(3000);
 * ```
 */
export async function createSas<Options extends SasOptions>(
  options: Options & KnownOptions<Options>,
): Promise<Sas<Options>> {
  checkSasOptions(options);
  const files = await openFiles(options);
  try {
    const reporter = createReporter(options, files.platformFetch);
    const members = {
      ...createEndpoint(options, files.tls),
      ...createAgendaPages(options),
      ...(reporter && { reporter }),
      ...(files.tls && { tls: files.tls }),
      start: () => reporter?.start(),
      async stop() {
        await reporter?.stop();
        await files.close();
      },
    };
    return members as unknown as Sas<Options>;
  } catch (error) {
    await files.close();
    throw error;
  }
}

/** Refuses options that do not exist, as for a type that is not inferred. */
type KnownOptions<Options> = { readonly [Name in Exclude<keyof Options, keyof SasOptions>]: never };

interface Files {
  readonly tls: TlsWatcher | undefined;
  readonly platformFetch: WatchedMutualTlsFetch | undefined;
  close(): Promise<void>;
}

async function openFiles({ tls: tlsOptions, platform, logger, clock }: SasOptions): Promise<Files> {
  const shared = { logger, clock };
  const tls = tlsOptions && (await watchTls({ ...tlsOptions, ...shared }));
  try {
    const platformFetch =
      platform?.files &&
      (await watchMutualTlsFetch({
        files: platform.files,
        passphrase: platform.passphrase,
        ...shared,
      }));
    return {
      tls,
      platformFetch,
      async close() {
        tls?.close();
        await platformFetch?.close();
      },
    };
  } catch (error) {
    tls?.close();
    throw error;
  }
}

function createEndpoint(options: SasOptions, tls: TlsWatcher | undefined): SasEndpoint | undefined {
  const { agenda, accounts, idSystem, publicUrl, fhirPath = '/fhir', logger, clock } = options;
  const slots =
    agenda &&
    createSlotHandler({ ...options.search, agenda, placeIdSystem: idSystem, logger, clock });
  const regulators = accounts && createRegulatorHandler({ accounts, logger });
  const parts = [slots, regulators].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const { audit, compression, limits, software } = options;
  const gateway = createGateway({
    ...{ parts, audit, compression, limits, software, logger, clock },
    baseUrl: `${publicUrl.replace(/\/$/, '')}${fhirPath}`,
    guard: createGuard(options, tls),
  });
  return { handler: gateway, health: gateway.health };
}

function createGuard(options: SasOptions, tls: TlsWatcher | undefined): CallerGuard | undefined {
  if (!options.tls || !tls) return options.guard;
  const { logger, clock } = options;
  const { callers, revocation } = options.tls;
  const source = fromSocket({ trust: tls.trust });
  return createClientCertificateGuard({ callers, revocation, source, logger, clock });
}

function createAgendaPages(options: SasOptions): SasAgendaPages | undefined {
  const { signOn, accounts, publicUrl, logger, clock } = options;
  if (!signOn || !accounts) return undefined;
  const { sessions, ...rest } = signOn;
  return createSignOn({ ...rest, signOn: sessions, accounts, publicUrl, logger, clock });
}

function createReporter(
  { outbox, platform, idSystem, logger, clock }: SasOptions,
  platformFetch: WatchedMutualTlsFetch | undefined,
): AppointmentReporter | undefined {
  if (!outbox || !platform) return undefined;
  const { url, files: _files, passphrase: _passphrase, fetch, ...rest } = platform;
  return createAppointmentReporter({
    ...rest,
    ...{ outbox, logger, clock },
    platformUrl: url,
    identifierSystem: idSystem,
    fetch: platformFetch ?? fetch,
  });
}
