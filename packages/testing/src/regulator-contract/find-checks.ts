import type { RegulatorAccount } from '@sas-sos/core';
import { regulatorFixture as fixture, toNationalId } from '../regulator-fixture.js';
import {
  assertFinds,
  assertSameValue,
  find,
  type RegulatorCheck,
  type Search,
} from './regulator-check.js';

/** The number of keys of each kind that one call must support. */
const manyKeys = 500;

// Ids come from a URL: any FHIR id is possible, not only UUIDs created by the SDK.
const unknownIds = ['0', 'abc', 'a.b-C', '99999999999999999999', unknownUuid(1)];

// Plain accounts: other rules cover case, accents, quotes and wildcards.
const { national, technical, complete, bare, disabled } = fixture;
const plainAccounts = [national, technical, complete, bare, disabled];

/** Rules for which accounts `find` returns. */
export const findChecks: readonly RegulatorCheck[] = [
  {
    name: 'finds an account by its id',
    run: (subject) => assertFindsEach(subject, ({ id }) => ({ ids: [id] })),
  },
  {
    name: 'finds an account by its national identifier',
    run: (subject) =>
      assertFindsEach(subject, ({ nationalId }) => nationalId && { identifiers: [nationalId] }),
  },
  {
    name: 'finds an account by its technical identifier',
    run: (subject) =>
      assertFindsEach(subject, ({ technicalId }) => technicalId && { identifiers: [technicalId] }),
  },
  {
    name: 'finds an account by its e-mail key',
    run: (subject) =>
      assertFindsEach(
        subject,
        ({ emailKey }) => emailKey !== bare.emailKey && { emailKeys: [emailKey] },
      ),
  },
  {
    name: 'finds every account of an e-mail key, including disabled ones',
    async run(subject) {
      const { alsoBare, shared } = fixture;
      await assertFinds(subject, { emailKeys: [shared.emailKey] }, [bare, alsoBare, shared]);
    },
  },
  {
    name: 'finds the accounts of all given keys, of any kind',
    async run(subject) {
      await assertFinds(
        subject,
        {
          ids: [national.id, disabled.id],
          identifiers: [complete.nationalId, technical.technicalId, toNationalId(999)],
          emailKeys: [fixture.mixedCase.emailKey, 'nobody@example.org'],
        },
        [national, disabled, complete, technical, fixture.mixedCase],
      );
    },
  },
  {
    name: 'returns an account once, even if several keys match it',
    async run(subject) {
      const { id, nationalId, technicalId, emailKey } = complete;
      const accounts = await find(subject, {
        ids: [id, id],
        identifiers: [nationalId, technicalId, nationalId],
        emailKeys: [emailKey, emailKey],
      });
      assertSameValue(
        accounts.map((account) => account.id),
        [id],
      );
    },
  },
  {
    name: 'finds nothing when lists are absent or empty',
    async run(subject) {
      await assertFinds(subject, {}, []);
      await assertFinds(subject, { ids: [], identifiers: [], emailKeys: [] }, []);
      const lists = { ids: undefined, identifiers: undefined, emailKeys: undefined };
      await assertFinds(subject, lists, []);
      await assertFinds(subject, { ids: [], emailKeys: [national.emailKey] }, [national]);
    },
  },
  {
    name: 'finds nothing under an unknown key',
    async run(subject) {
      for (const id of unknownIds) await assertFinds(subject, { ids: [id] }, []);
      await assertFinds(subject, { identifiers: [toNationalId(999), unknownUuid(2)] }, []);
      await assertFinds(subject, { emailKeys: ['nobody@example.org', '', 'null'] }, []);
    },
  },
  {
    name: 'never matches a key against another kind of key',
    async run(subject) {
      const { id, nationalId, technicalId, emailKey } = complete;
      await assertFinds(subject, { ids: [nationalId, technicalId, emailKey] }, []);
      await assertFinds(subject, { identifiers: [id, emailKey] }, []);
      await assertFinds(subject, { emailKeys: [id, nationalId, technicalId] }, []);
    },
  },
  {
    name: 'distinguishes upper and lower case',
    async run(subject) {
      const { mixedCase, otherCase } = fixture;
      await assertFinds(subject, { identifiers: [mixedCase.nationalId] }, [mixedCase]);
      await assertFinds(subject, { identifiers: [otherCase.nationalId] }, [otherCase]);
      await assertFinds(subject, { identifiers: [mixedCase.nationalId.toLowerCase()] }, []);
      // The search is by key, not by the e-mail as written.
      await assertFinds(subject, { emailKeys: [technical.email] }, []);
    },
  },
  {
    name: 'distinguishes letters with and without accents',
    async run(subject) {
      const { accented, unaccented } = fixture;
      await assertFinds(subject, { emailKeys: [accented.emailKey] }, [accented]);
      await assertFinds(subject, { emailKeys: [unaccented.emailKey] }, [unaccented]);
    },
  },
  {
    name: 'treats % and _ literally',
    async run(subject) {
      const { wildcard } = fixture;
      await assertFinds(subject, { identifiers: [wildcard.nationalId] }, [wildcard]);
      await assertFinds(subject, { emailKeys: [wildcard.emailKey] }, [wildcard]);
      await assertFinds(
        subject,
        { ids: ['%'], identifiers: ['%', '8999%'], emailKeys: ['%', '_%@example.org'] },
        [],
      );
    },
  },
  {
    name: 'treats quotes, backslashes and semicolons literally',
    async run(subject) {
      const { quoted } = fixture;
      await assertFinds(subject, { identifiers: [quoted.nationalId] }, [quoted]);
      await assertFinds(subject, { emailKeys: [quoted.emailKey] }, [quoted]);
      const keys = [`' OR '1'='1`, `") OR ("1"="1`, '\\', `x'; --`, '{', '}', ','];
      await assertFinds(subject, { ids: keys, identifiers: keys, emailKeys: keys }, []);
    },
  },
  {
    name: `finds the accounts of ${manyKeys} keys of each kind in one call`,
    async run(subject) {
      // One key at the end, one in the middle, one at the start of the list.
      await assertFinds(
        subject,
        {
          ids: spread(manyKeys - 1, national.id, unknownUuid),
          identifiers: spread(manyKeys / 2, technical.technicalId, (number) =>
            toNationalId(1000 + number),
          ),
          emailKeys: spread(0, disabled.emailKey, (number) => `nobody.${number}@example.org`),
        },
        [national, technical, disabled],
      );
    },
  },
];

/** Fails unless each plain account is found by its own key, and no other account is. */
async function assertFindsEach(
  subject: Parameters<typeof find>[0],
  toSearch: (account: RegulatorAccount) => Search | '' | null | false,
): Promise<void> {
  for (const account of plainAccounts) {
    const search = toSearch(account);
    if (search) await assertFinds(subject, search, [account]);
  }
}

function spread(place: number, known: string, toUnknown: (number: number) => string): string[] {
  return Array.from({ length: manyKeys }, (_, index) =>
    index === place ? known : toUnknown(index),
  );
}

function unknownUuid(number: number): string {
  return `0ff00000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
