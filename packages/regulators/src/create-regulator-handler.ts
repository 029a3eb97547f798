import { randomUUID } from 'node:crypto';
import { type Logger, type RegulatorAccounts, SasError } from '@sas-sos/core';
import {
  createPartHandler,
  type FhirHandler,
  type FhirTarget,
  implementationGuide,
  parseJsonBody,
  type ReadableRequest,
  type Reply,
  readLogger,
  readWholeBody,
  resolveFhirTarget,
} from '@sas-sos/fhir-http';
import { applyRequest } from './apply-request.js';
import type { RegulatorRequest } from './decide-regulator.js';
import { parseRegulator } from './parse-regulator.js';
import { parseUpdateQuery } from './parse-regulator-query.js';
import { readRegulator, searchRegulators } from './read-regulators.js';
import { regulatorCapability } from './regulator-capability.js';
import { toAnswer } from './to-answer.js';

/** Options of {@link createRegulatorHandler}. */
export interface RegulatorHandlerOptions {
  /** The vendor's store of regulator accounts. */
  readonly accounts: RegulatorAccounts;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

/** Longest body read, in bytes; a gateway in front may set a lower limit. */
const longestBody = 1_048_576;

// prelude: import { accounts } from './regulator-accounts.js';
/**
 * Creates the handler of INT_R02 from a vendor's store: create and conditional update of
 * Practitioner, and read and search by identifier for the platform's own checks.
 *
 * @throws SasError `SAS_OPTION_INVALID`
 * @example
 * ```ts
 * import { createGateway } from '@sas-sos/gateway';
 *
 * const regulators = createRegulatorHandler({ accounts });
 * const gateway = createGateway({ parts: [regulators], baseUrl: 'https://agenda.example/fhir' });
 * ```
 */
export function createRegulatorHandler(options: RegulatorHandlerOptions): FhirHandler {
  const { accounts } = options;
  const logger = readLogger(options.logger);
  if (typeof accounts?.find !== 'function' || typeof accounts.save !== 'function') {
    throw SasError.ofOption('accounts', 'give an object with find and save.');
  }

  const handle = createPartHandler(
    async (request, context) => {
      const signal = context.signal ?? request.signal;
      return answer(request, resolveFhirTarget(request, context), signal);
    },
    { logger, failure: 'a call could not be answered' },
  );

  function answer(
    request: ReadableRequest,
    target: FhirTarget,
    signal: AbortSignal,
  ): Promise<Reply> {
    const [type, id, ...rest] = target.segments;
    if (type !== 'Practitioner' || rest.length > 0) throw new SasError('SAS_REQUEST_NOT_FOUND');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (id !== undefined) {
      if (!isRead) throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] });
      return readRegulator(accounts, { target, signal, id });
    }
    if (isRead) return searchRegulators(accounts, { target, signal, logger });
    if (request.method === 'POST' || request.method === 'PUT') {
      return change(request, target, signal);
    }
    throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD', 'POST', 'PUT'] });
  }

  async function change(
    request: ReadableRequest,
    target: FhirTarget,
    signal: AbortSignal,
  ): Promise<Reply> {
    const named = request.method === 'PUT' ? parseUpdateQuery(target.query) : undefined;
    const body = await readWholeBody(request, { limit: longestBody, signal });
    const regulator = parseRegulator(parseJsonBody(body, { expression: 'Practitioner' }));
    const asked: RegulatorRequest = named
      ? { interaction: 'update', regulator, ...named }
      : { interaction: 'create', regulator };
    const applied = await applyRequest(accounts, asked, { newId: randomUUID(), signal });
    logger.info({ outcome: applied.outcome }, 'a regulator account was asked for');
    return toAnswer(applied, { baseUrl: target.baseUrl, prefer: request.headers.get('prefer') });
  }

  return Object.assign(handle, {
    resources: [regulatorCapability],
    instantiates: implementationGuide.accounts,
  });
}
