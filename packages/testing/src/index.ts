export type { AgendaFixture, FixtureSlot } from './agenda-fixture.js';
export {
  type AgendaSlot,
  createMemoryAgenda,
  type MemoryAgenda,
  type MemoryAgendaOptions,
  type SlotStatus,
} from './create-memory-agenda.js';
export {
  createMemoryOutbox,
  type MemoryOutbox,
  type MemoryOutboxOptions,
} from './create-memory-outbox.js';
export {
  createMemoryRegulatorAccounts,
  type MemoryRegulatorAccounts,
  type MemoryRegulatorAccountsOptions,
} from './create-memory-regulator-accounts.js';
export {
  createMemorySignOn,
  type MemorySignOn,
  type MemorySignOnOptions,
} from './create-memory-sign-on.js';
export {
  type AgendaUnderTest,
  type DescribeAgendaOptions,
  describeAgenda,
} from './describe-agenda.js';
export {
  type DescribeOutboxOptions,
  describeOutbox,
  type OutboxUnderTest,
} from './describe-outbox.js';
export {
  type DescribeRegulatorAccountsOptions,
  describeRegulatorAccounts,
  type RegulatorAccountsUnderTest,
} from './describe-regulator-accounts.js';
export {
  type DescribeSignOnOptions,
  describeSignOn,
  type SignOnUnderTest,
} from './describe-sign-on.js';
export type { TransactionUnderTest } from './outbox-contract/transaction-checks.js';
export type { TestRunner } from './test-runner.js';
