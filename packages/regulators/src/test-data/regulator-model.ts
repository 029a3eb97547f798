// What a call should do, in plain code: a second implementation that shares nothing with the rules.

/** An account in the list, as a person would write it down. */
export interface ListedAccount {
  id: string;
  version: number;
  nationalId: string | null;
  technicalId: string | null;
  active: boolean;
  email: string;
  familyName: string;
  givenName: string;
  /** One of the details, in place of all. */
  birthDate: string | null;
}

/** A call of the platform. */
export interface PlatformCall extends Omit<ListedAccount, 'id' | 'version'> {
  readonly interaction: 'create' | 'update';
  /** The value in the query of an update. */
  readonly query: string;
  /** Whether the value of the query is sent under the other system. */
  readonly isCrossed?: boolean;
  /** Whether the body lacks a required element. */
  readonly isIncomplete?: boolean;
}

/** The expected answer to a call, and the list after it. */
export interface Foreseen {
  readonly status: number;
  /** Code of the refusal. */
  readonly code?: string;
  /** Id of the account that `Location` gives. */
  readonly location?: string;
  readonly list: readonly ListedAccount[];
}

/** Predicts the effect of a call; a new account gets `newId`. */
export function foresee(
  before: readonly ListedAccount[],
  call: PlatformCall,
  newId: string,
): Foreseen {
  const list = before.map((listed) => ({ ...listed }));
  const refuse = (status: number, code: string): Foreseen => ({ status, code, list: before });
  if (call.isIncomplete) return refuse(422, 'SAS_ELEMENT_REQUIRED');

  const sameEmail = (listed: ListedAccount) =>
    listed.email.toLowerCase() === call.email.toLowerCase();
  const sharesId = (listed: ListedAccount) =>
    (listed.nationalId !== null && listed.nationalId === call.nationalId) ||
    (listed.technicalId !== null && listed.technicalId === call.technicalId);
  // Accounts with an identifier of the body: those still of that person, and those of the past.
  const sharing = list.filter(sharesId);
  const isStill = (listed: ListedAccount) => listed.active || sameEmail(listed);

  let account: ListedAccount | undefined;
  if (call.interaction === 'create') {
    if (sharing.some(isStill)) return refuse(409, 'SAS_REGULATOR_EXISTS');
    if (sharing.length > 0 && !call.active) return refuse(409, 'SAS_REGULATOR_EXISTS');
  } else {
    account = list.find(
      (listed) => listed.nationalId === call.query || listed.technicalId === call.query,
    );
    account ??= sharing.find((listed) => sameEmail(listed) && listed.active);
    account ??= sharing.find(
      (listed) => sameEmail(listed) && listed.nationalId === call.nationalId,
    );
    account ??= sharing.find(sameEmail);
    const byEmail = list.filter(sameEmail);
    if (!account && call.active && byEmail.length === 1) account = byEmail[0];
    if (sharing.some((listed) => listed !== account && listed.active)) {
      return refuse(422, 'SAS_REGULATOR_IDENTIFIER_TAKEN');
    }
    // A right is withdrawn from a regulator without an account.
    if (!account && !call.active) return { status: 200, list: before };
  }
  if (
    call.active &&
    list.some((listed) => listed !== account && listed.active && sameEmail(listed))
  ) {
    return refuse(409, 'SAS_REGULATOR_EMAIL_TAKEN');
  }

  const { nationalId, technicalId, active, email, familyName, givenName, birthDate } = call;
  const wanted = { nationalId, technicalId, active, email, familyName, givenName, birthDate };
  let isChanged = false;
  for (const listed of sharing) {
    if (listed === account) continue;
    if (listed.nationalId === nationalId) listed.nationalId = null;
    if (listed.technicalId === technicalId) listed.technicalId = null;
    listed.version += 1;
    isChanged = true;
  }
  if (!account) {
    return { status: 201, location: newId, list: [...list, { id: newId, version: 1, ...wanted }] };
  }
  const { id, version, ...was } = account;
  isChanged ||= JSON.stringify(sorted(was)) !== JSON.stringify(sorted(wanted));
  if (isChanged) Object.assign(account, wanted, { version: version + 1 });
  return { status: 200, location: id, list };
}

function sorted(object: object): readonly (readonly [string, unknown])[] {
  return Object.entries(object).sort(([first], [second]) => (first < second ? -1 : 1));
}
