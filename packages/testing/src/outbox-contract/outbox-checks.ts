import { appendChecks } from './append-checks.js';
import { backlogChecks } from './backlog-checks.js';
import { claimChecks } from './claim-checks.js';
import type { OutboxCheck } from './outbox-check.js';
import { personChecks } from './person-checks.js';
import { settleChecks } from './settle-checks.js';
import { transactionChecks } from './transaction-checks.js';

/** Every rule of the contract, by its subject. */
export const outboxChecks: Readonly<Record<string, readonly OutboxCheck[]>> = {
  append: appendChecks,
  claim: claimChecks,
  'reports that cannot be claimed': backlogChecks,
  settle: settleChecks,
  'reading, amending and purging': personChecks,
};

/** The rules for an outbox that joins the vendor's own transaction. */
export { transactionChecks };
