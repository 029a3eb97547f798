import type { RegulatorAccount } from '@sas-sos/core';
import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  regulatorFixtureAccounts,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import {
  assertFinds,
  assertSameAccounts,
  assertSameValue,
  assertSaved,
  find,
  idsOf,
  type RegulatorCheck,
  save,
  toPlain,
} from './regulator-check.js';

const { national, technical, complete } = fixture;

/** Rules for what `save` does when it answers `saved`. */
export const saveChecks: readonly RegulatorCheck[] = [
  {
    name: 'adds an account, and finds it by each of its keys',
    async run(subject) {
      const account = createRegulatorAccount(20, { nationalId: toNationalId(20) });
      await assertSaved(subject, [toAddition(account)]);
      await assertFoundByEachKey(subject, account);
    },
  },
  {
    name: 'replaces an account, and finds it by its new keys',
    async run(subject) {
      const { after } = toChange(complete, newKeys);
      await assertSaved(subject, [{ before: complete, after }]);
      await assertFoundByEachKey(subject, after);
    },
  },
  {
    name: 'no longer finds an account by its old keys',
    async run(subject) {
      const { nationalId, technicalId, emailKey } = complete;
      const searches = [{ identifiers: [nationalId, technicalId] }, { emailKeys: [emailKey] }];
      for (const search of searches) await find(subject, search);
      await assertSaved(subject, [toChange(complete, newKeys)]);
      for (const search of searches) await assertFinds(subject, search, []);
    },
  },
  {
    name: 'leaves other accounts unchanged',
    async run(subject) {
      const ids = idsOf(regulatorFixtureAccounts).filter((id) => id !== complete.id);
      const was = structuredClone(await find(subject, { ids }));
      await assertSaved(subject, [toChange(complete, { familyName: 'Autre', active: false })]);
      await assertSaved(subject, [toAddition(createRegulatorAccount(20))]);
      assertSameAccounts(await find(subject, { ids }), was);
    },
  },
  {
    name: 'saves successive changes',
    async run(subject) {
      let before: RegulatorAccount = technical;
      for (const name of ['Un', 'Deux', 'Trois']) {
        const change = toChange(before, { familyName: name });
        await assertSaved(subject, [change]);
        before = change.after;
      }
      const [account] = await find(subject, { ids: [technical.id] });
      assertSameValue(
        { version: account?.version, familyName: account?.familyName },
        { version: technical.version + 3, familyName: 'Trois' },
      );
    },
  },
  {
    name: 'saves several changes of one call',
    async run(subject) {
      const changes = [
        toAddition(createRegulatorAccount(20)),
        toChange(national, { familyName: 'Autre' }),
        toChange(technical, { familyName: 'Autre' }),
        toAddition(createRegulatorAccount(21)),
      ];
      await assertSaved(subject, changes);
      const names = changes.map(({ after }) => `${after.id} ${after.familyName}`).sort();
      const accounts = await find(subject, { ids: idsOf(changes.map(({ after }) => after)) });
      assertSameValue(
        accounts.map((account) => `${account.id} ${account.familyName}`).sort(),
        names,
      );
    },
  },
  {
    name: 'answers `saved` to an empty list of changes',
    async run(subject) {
      await assertSaved(subject, []);
    },
  },
  {
    name: 'finds in every instance, immediately, what one instance saved',
    async run({ instances }) {
      let before: RegulatorAccount = complete;
      for (const accounts of [...instances, ...instances]) {
        const change = toChange(before, { givenName: `${before.givenName}.` });
        const search = { ids: [complete.id], emailKeys: [complete.emailKey] };
        for (const instance of instances) await find({ accounts: instance }, search);
        await assertSaved({ accounts }, [change]);
        for (const instance of instances) {
          const [account] = await find({ accounts: instance }, search);
          assertSameValue(account?.version, change.after.version, 'For the version, find');
        }
        before = change.after;
      }
    },
  },
  {
    name: 'does not modify the changes it is given',
    async run(subject) {
      const changes = [
        toChange(complete, { givenName: 'Autre' }),
        toAddition(createRegulatorAccount(20, { details: structuredClone(complete.details) })),
      ];
      const given = structuredClone(changes);
      await save(subject, given);
      assertSameValue(given, changes, 'For the changes passed to it, save');
    },
  },
  {
    name: 'is unaffected when callers modify objects they gave or got',
    async run(subject) {
      const ids = [complete.id];
      const { before, after } = structuredClone(toChange(complete, { givenName: 'Autre' }));
      await assertSaved(subject, [{ before, after }]);
      const was = structuredClone((await find(subject, { ids })).map(toPlain));
      spoil(after);
      for (const account of await find(subject, { ids })) spoil(account);
      assertSameAccounts(await find(subject, { ids }), was);
    },
  },
];

const newKeys = {
  nationalId: toNationalId(20),
  technicalId: createRegulatorAccount(20).technicalId,
  email: 'autre@example.org',
};

async function assertFoundByEachKey(
  subject: Parameters<typeof find>[0],
  account: RegulatorAccount,
): Promise<void> {
  const { id, nationalId, technicalId, emailKey } = account;
  await assertFinds(subject, { ids: [id] }, [account]);
  await assertFinds(subject, { identifiers: [nationalId ?? ''] }, [account]);
  await assertFinds(subject, { identifiers: [technicalId ?? ''] }, [account]);
  await assertFinds(subject, { emailKeys: [emailKey] }, [account]);
}

/** Writes wrong values into an account; a frozen one does not change. */
function spoil(account: RegulatorAccount): void {
  Reflect.set(account, 'familyName', 'Spoiled');
  // Another rule checks that details are an object.
  if (account.details instanceof Object) Reflect.set(account.details, 'title', 'Spoiled');
}
