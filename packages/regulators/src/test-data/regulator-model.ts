// What becomes of a call, in plain words: a second opinion, which shares nothing with the rules.

/** Someone in the list of accounts, as a person would write it down. */
export interface ListedAccount {
  id: string;
  version: number;
  nationalId: string | null;
  technicalId: string | null;
  active: boolean;
  email: string;
  familyName: string;
  givenName: string;
  /** One of the details, for all of them. */
  birthDate: string | null;
}

/** A call of the platform. */
export interface PlatformCall extends Omit<ListedAccount, 'id' | 'version'> {
  readonly interaction: 'create' | 'update';
  /** Value in the query of an update. */
  readonly query: string;
  /** Whether the value of the query comes under the other system. */
  readonly isCrossed?: boolean;
  /** Whether the body lacks a compulsory element. */
  readonly isIncomplete?: boolean;
}

/** What the platform should be answered, and the list after that. */
export interface Foreseen {
  readonly status: number;
  /** Code of the refusal. */
  readonly code?: string;
  /** Id of the account that `Location` names. */
  readonly location?: string;
  readonly list: readonly ListedAccount[];
}

/** Foresees what becomes of a call; an account that is made gets `newId`. */
export function foresee(
  before: readonly ListedAccount[],
  call: PlatformCall,
  newId: string,
): Foreseen {
  const list = before.map((one) => ({ ...one }));
  const refuse = (status: number, code: string): Foreseen => ({ status, code, list: before });
  if (call.isIncomplete) return refuse(422, 'SAS_ELEMENT_REQUIRED');

  const sameEmail = (one: ListedAccount) => one.email.toLowerCase() === call.email.toLowerCase();
  const sharesId = (one: ListedAccount) =>
    (one.nationalId !== null && one.nationalId === call.nationalId) ||
    (one.technicalId !== null && one.technicalId === call.technicalId);
  // Whose identifiers the body brings: those who are that person still, and those who only were.
  const sharing = list.filter(sharesId);
  const isStill = (one: ListedAccount) => one.active || sameEmail(one);

  let account: ListedAccount | undefined;
  if (call.interaction === 'create') {
    if (sharing.some(isStill)) return refuse(409, 'SAS_REGULATOR_EXISTS');
    if (sharing.length > 0 && !call.active) return refuse(409, 'SAS_REGULATOR_EXISTS');
  } else {
    account = list.find((one) => one.nationalId === call.query || one.technicalId === call.query);
    account ??= sharing.find((one) => sameEmail(one) && one.active);
    account ??= sharing.find((one) => sameEmail(one) && one.nationalId === call.nationalId);
    account ??= sharing.find(sameEmail);
    const byEmail = list.filter(sameEmail);
    if (!account && call.active && byEmail.length === 1) account = byEmail[0];
    if (sharing.some((one) => one !== account && one.active)) {
      return refuse(422, 'SAS_REGULATOR_IDENTIFIER_TAKEN');
    }
    // A right is withdrawn from someone who has none.
    if (!account && !call.active) return { status: 200, list: before };
  }
  if (call.active && list.some((one) => one !== account && one.active && sameEmail(one))) {
    return refuse(409, 'SAS_REGULATOR_EMAIL_TAKEN');
  }

  const { nationalId, technicalId, active, email, familyName, givenName, birthDate } = call;
  const wanted = { nationalId, technicalId, active, email, familyName, givenName, birthDate };
  let isChanged = false;
  for (const one of sharing) {
    if (one === account) continue;
    if (one.nationalId === nationalId) one.nationalId = null;
    if (one.technicalId === technicalId) one.technicalId = null;
    one.version += 1;
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
  return Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1));
}
