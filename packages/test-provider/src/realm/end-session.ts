import type Provider from 'oidc-provider';
import type { Client, Session } from 'oidc-provider';

/** A method missing from the published types, which oidc-provider itself calls on logout. */
type NotifiedClient = Client & {
  backchannelLogout(subject: string, sessionId: string | undefined): Promise<void>;
};

/** Ends a session and everything granted in it; notifies the clients that registered for it. */
export async function endSession(
  provider: Provider,
  session: Session,
  { notifiesClients = true }: { readonly notifiesClients?: boolean } = {},
): Promise<void> {
  const { accountId, authorizations = {} } = session;
  await Promise.all(
    Object.entries(authorizations).map(async ([clientId, { sid, grantId }]) => {
      if (notifiesClients && accountId !== undefined) await notify(clientId, accountId, sid);
      if (grantId === undefined) return;
      await provider.RefreshToken.revokeByGrantId(grantId);
      await (await provider.Grant.find(grantId))?.destroy();
    }),
  );
  await session.destroy();

  async function notify(clientId: string, subject: string, sessionId: string | undefined) {
    const client = (await provider.Client.find(clientId)) as NotifiedClient | undefined;
    if (client?.backchannelLogoutUri === undefined) return;
    // The session ends even if the client cannot be reached.
    await client.backchannelLogout(subject, sessionId).catch(() => {});
  }
}
