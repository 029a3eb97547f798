import type { Session, Sessions } from '../session/sessions.js';
import type { RegulatorRegister } from '../store/regulator-register.js';
import type { Actor } from './audit-record.js';
import type { Audit } from './create-audit.js';

/** Records who signs in and out. A session that the provider ends has nobody who acts here. */
export function withAudit(
  sessions: Sessions,
  { audit, regulators }: { readonly audit: Audit; readonly regulators: RegulatorRegister },
): Sessions {
  async function findHolder(holder: Parameters<Sessions['open']>[0]): Promise<Actor | undefined> {
    if (holder.kind === 'staff') return holder;
    const account = holder.account ?? (await regulators.find(holder.accountId))?.account;
    return account && { kind: 'regulator', account };
  }

  return {
    ...sessions,
    async open(holder, cookies) {
      const cookie = await sessions.open(holder, cookies);
      const actor = await findHolder(holder);
      if (actor) await audit.recordSession('login', actor);
      return cookie;
    },
    async close(cookies) {
      const session = await sessions.current(cookies);
      const cookie = await sessions.close(cookies);
      if (session) await audit.recordSession('logout', toActor(session));
      return cookie;
    },
  };
}

/** The person of a session, as the audit names it. */
export function toActor(session: Session): Actor {
  return session.kind === 'staff'
    ? { kind: 'staff' }
    : { kind: 'regulator', account: session.regulator.account };
}
