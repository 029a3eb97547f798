import { randomInt } from 'node:crypto';
import {
  errorCatalogue,
  isSasError,
  type Logger,
  SasError,
  type SasErrorCode,
} from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import { renderRefusalPage, type SignOnRefusal } from './refusal-page.js';
import { toHtml } from './responses.js';

/** Turns what was thrown into the page that a person reads, and a line that the operators do. */
export type Refuse = (
  error: unknown,
  extras?: {
    readonly cookies?: readonly string[] | undefined;
    /** Where to begin again. */
    readonly retryPath?: string | undefined;
  },
) => Promise<Response>;

/** Trying again may do better. */
const passing: ReadonlySet<SasErrorCode> = new Set<SasErrorCode>([
  'SAS_SIGN_ON_ATTEMPT_EXPIRED',
  'SAS_SIGN_ON_CODE_REFUSED',
  'SAS_SIGN_ON_PROVIDER_REFUSED',
  'SAS_SIGN_ON_PROVIDER_UNREACHABLE',
  'SAS_REGULATORS_UNAVAILABLE',
]);

/** What went wrong on the vendor's side: its own error is what helps. */
export const ofTheVendor: ReadonlySet<SasErrorCode> = new Set<SasErrorCode>([
  'SAS_REGULATORS_UNAVAILABLE',
  'SAS_SIGN_ON_SESSION_FAILED',
  'SAS_INTERNAL',
]);

const titles: Readonly<Record<number, string>> = {
  400: 'Connexion interrompue',
  403: 'Connexion refusée',
  503: 'Connexion indisponible',
};

/** Milliseconds after which the plain page is sent in place of the vendor's. */
const longestRender = 10_000;

const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Makes the one way from an error to a page. */
export function createRefuse({
  logger,
  method,
  renderRefusal,
}: {
  readonly logger: Logger;
  /** Name of the method. */
  readonly method: string;
  readonly renderRefusal?: ((refusal: SignOnRefusal) => string | Promise<string>) | undefined;
}): Refuse {
  async function render(refusal: SignOnRefusal) {
    if (renderRefusal) {
      try {
        const html = await withTimeLimit(() => renderRefusal(refusal), {
          milliseconds: longestRender,
        });
        return { html, headers: {} };
      } catch (error) {
        logger.error({ err: error, reference: refusal.reference }, 'renderRefusal failed');
      }
    }
    return {
      html: renderRefusalPage(refusal),
      headers: { 'content-security-policy': policy },
    };
  }

  function log({ code, status, reference }: SignOnRefusal, { cause }: SasError): void {
    const fields = { code, reference, method };
    if (ofTheVendor.has(code)) logger.error({ ...fields, err: cause }, 'A sign-on failed');
    else {
      const reason = cause instanceof Error ? cause.message : undefined;
      const level = status >= 500 ? 'error' : 'warn';
      logger[level]({ ...fields, reason }, 'A sign-on was refused');
    }
  }

  return async (error, { cookies, retryPath } = {}) => {
    const known = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
    const { code } = known;
    const { status, text } = errorCatalogue[code];
    const refusal: SignOnRefusal = {
      code,
      status,
      title: titles[status] ?? 'Connexion impossible',
      text,
      reference: createReference(),
      retryPath: passing.has(code) ? retryPath : undefined,
    };
    log(refusal, known);
    const { html, headers } = await render(refusal);
    const retryAfter = status === 503 ? { 'retry-after': '5' } : {};
    const allow = known.allow ? { allow: known.allow.join(', ') } : {};
    return toHtml(html, status, { cookies, headers: { ...headers, ...retryAfter, ...allow } });
  };
}

/** Eight letters and digits that can be told over the phone. */
function createReference(): string {
  const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const letters = Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
