import type Provider from 'oidc-provider';
import type { Client, Session } from 'oidc-provider';

/** Not in the published types; what back-channel logout itself calls. */
type ToldClient = Client & {
  backchannelLogout(subject: string, sessionId: string | undefined): Promise<void>;
};

/** Ends a session and all that was granted in it; clients are told, where they wish to be. */
export async function endSession(
  provider: Provider,
  session: Session,
  { tellsClients = true }: { readonly tellsClients?: boolean } = {},
): Promise<void> {
  const { accountId, authorizations = {} } = session;
  await Promise.all(
    Object.entries(authorizations).map(async ([clientId, { sid, grantId }]) => {
      if (tellsClients && accountId !== undefined) await tell(clientId, accountId, sid);
      if (grantId === undefined) return;
      await provider.RefreshToken.revokeByGrantId(grantId);
      await (await provider.Grant.find(grantId))?.destroy();
    }),
  );
  await session.destroy();

  async function tell(clientId: string, subject: string, sessionId: string | undefined) {
    const client = (await provider.Client.find(clientId)) as ToldClient | undefined;
    if (client?.backchannelLogoutUri === undefined) return;
    // Whatever it answers is in the exchanges; the session ends all the same.
    await client.backchannelLogout(subject, sessionId).catch(() => {});
  }
}
