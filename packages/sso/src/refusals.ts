import { randomInt } from 'node:crypto';
import {
  errorCatalogue,
  isSasError,
  type Logger,
  SasError,
  type SasErrorCode,
} from '@sas-sos/core';
import { withErrorCodes, withTimeLimit } from '@sas-sos/fhir-http';
import { renderRefusalPage, type SignOnRefusal } from './refusal-page.js';
import { toHtml } from './responses.js';

/** Turns an error into a page for the person and a log line for the operators. */
export type Refuse = (
  error: unknown,
  extras?: {
    readonly cookies?: readonly string[] | undefined;
    /** Where to start again. */
    readonly retryPath?: string | undefined;
    /**
     * Whether it is an error that the browser brought from the provider. Anybody can type one: it
     * is a warning in the log, and no server error.
     */
    readonly isOfBrowser?: boolean | undefined;
  },
) => Promise<Response>;

/** Codes after which trying again may succeed. */
const passing: ReadonlySet<SasErrorCode> = new Set<SasErrorCode>([
  'SAS_SIGN_ON_ANSWER_INVALID',
  'SAS_SIGN_ON_ATTEMPT_EXPIRED',
  'SAS_SIGN_ON_LOGIN_EXPIRED',
  'SAS_SIGN_ON_CODE_REFUSED',
  'SAS_SIGN_ON_PROVIDER_REFUSED',
  'SAS_SIGN_ON_PROVIDER_UNREACHABLE',
  'SAS_REGULATORS_UNAVAILABLE',
]);

/** Codes of failures on the vendor's side: the vendor's own error is logged. */
export const ofTheVendor: ReadonlySet<SasErrorCode> = new Set<SasErrorCode>([
  'SAS_REGULATORS_UNAVAILABLE',
  'SAS_SIGN_ON_SESSION_FAILED',
  'SAS_INTERNAL',
]);

const titlesByCode: Partial<Readonly<Record<SasErrorCode, string>>> = {
  SAS_SIGN_ON_LOGOUT_INCOMPLETE: 'Déconnexion incomplète',
  SAS_SIGN_ON_CROSS_SITE: 'Déconnexion refusée',
};

const titles: Readonly<Record<number, string>> = {
  400: 'Connexion interrompue',
  403: 'Connexion refusée',
  503: 'Connexion indisponible',
};

/** Milliseconds after which the plain page is sent instead of the vendor's. */
const longestRender = 10_000;

const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Creates the only function that turns errors into pages. */
export function createRefuse({
  logger,
  method,
  startPath,
  renderRefusal,
}: {
  readonly logger: Logger;
  /** Name of the method. */
  readonly method: string;
  /** Page that is linked to on every page of a refusal. */
  readonly startPath: string;
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

  function log(
    { code, status, reference }: SignOnRefusal,
    { cause }: SasError,
    isOfBrowser: boolean,
  ): void {
    const fields = { code, reference, method };
    if (ofTheVendor.has(code)) logger.error({ ...fields, err: cause }, 'A sign-on failed');
    else {
      const reason = cause instanceof Error ? cause.message : undefined;
      const isWarning = status < 500 || isOfBrowser || code === 'SAS_SIGN_ON_LOGOUT_INCOMPLETE';
      const level = isWarning ? 'warn' : 'error';
      logger[level]({ ...fields, reason }, 'A sign-on was refused');
    }
  }

  return async (error, { cookies, retryPath, isOfBrowser = false } = {}) => {
    const sasError = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
    const { code } = sasError;
    const { status: usual, text } = errorCatalogue[code];
    const status = isOfBrowser && usual === 500 ? 403 : usual;
    const refusal: SignOnRefusal = {
      code,
      status,
      title: titlesByCode[code] ?? titles[status] ?? 'Connexion impossible',
      text: toPageText(text),
      reference: createReference(),
      retryPath: passing.has(code) ? retryPath : undefined,
      startPath,
    };
    log(refusal, sasError, isOfBrowser);
    const { html, headers } = await render(refusal);
    const retryAfter = status === 503 ? { 'retry-after': '5' } : {};
    const allow = sasError.allow ? { allow: sasError.allow.join(', ') } : {};
    const all = { ...headers, ...retryAfter, ...allow };
    return withErrorCodes(toHtml(html, status, { cookies, headers: all }), [code]);
  };
}

/** The text of the catalogue, which APIs send too, with the apostrophes and spaces of a page. */
const toPageText = (text: string): string =>
  text.replaceAll("'", '’').replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');

/** Eight letters and digits that are easy to read out over the phone. */
function createReference(): string {
  const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const letters = Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
