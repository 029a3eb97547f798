import type { RequestHandler } from 'express';
import { parseLocalDay } from '../pages/local-day.js';
import { toZone } from '../pages/local-time.js';
import { send } from '../pages/send.js';
import { signedInOf } from '../session/signed-in.js';
import type { Store } from '../store/store.js';
import { auditPage, listedRecords } from './audit-page.js';
import { findAccounts } from './find-accounts.js';

/** Answers with the records of the audit, filtered by regulator and day. */
export function createAuditList({ store }: { readonly store: Store }): RequestHandler {
  return async (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const search = (query.get('q') ?? '').slice(0, 200);
    const day = parseLocalDay(query.get('day'), toZone('Europe/Paris'));
    const found = await store.audit.list({
      accountIds: await findAccounts(store, search),
      from: day?.from ?? null,
      to: day?.to ?? null,
      before: parsePosition(query.get('before')),
      // One more than is shown: whether there are more.
      limit: listedRecords + 1,
    });
    const entries = found.slice(0, listedRecords);
    const hasMore = found.length > entries.length;
    const content = { entries, hasMore, search, day: day?.date ?? '' };
    send(response, 200, auditPage({ ...content, signedIn: signedInOf(response) }));
  };
}

function parsePosition(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
