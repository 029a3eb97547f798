import { tryParse } from '@sas-sos/fhir-http';

// What vendors write: a URL is built for anything else, which costs a hundred times more.
const usual =
  /^https?:\/\/(?:127\.0\.0\.1|localhost|[a-z0-9-]+(?:\.[a-z0-9-]*[a-z][a-z0-9-]*)+)(?::(?:\d{1,4}|[1-5]\d{4}))?\/[\w./~-]*(?:\?[\w.~=&-]*)?$/;

/** The pattern backtracks within a host: longer addresses are not for it. */
const mostUsual = 300;

/** Whether a browser opens the address, once text was appended to it. */
export function isAgendaAddress(text: string): boolean {
  return (
    (text.length < mostUsual && !text.includes('xn--') && usual.test(text)) ||
    (/^https?:\/\//i.test(text) &&
      !text.includes('#') &&
      tryParse(() => new URL(text)) !== undefined)
  );
}
