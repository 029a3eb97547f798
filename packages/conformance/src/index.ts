// A run

export type { Browser, BrowserHop, BrowserPage, OpenOptions } from './client/create-browser.js';
export { findFailureText } from './client/find-failure-text.js';
export type { BookingDriver, BookingForm } from './configuration/booking-driver.js';
export type { CertificateIdentity } from './configuration/certificate-identity.js';
export type {
  AccountSettings,
  Answer,
  Certificates,
  Configuration,
  CreatedAccount,
  Declarations,
  ForgetAccounts,
  Limits,
  SignOnSettings,
  TestAssociations,
  ValidatorSettings,
} from './configuration/configuration.js';
export {
  ConfigurationError,
  type ConfigurationMistake,
} from './configuration/configuration-error.js';
export { compareRuns, type RunChange, type RunComparison } from './report/compare-runs.js';
export { type BodyLines, toBodyLines } from './report/html/body-lines.js';
export { type BodyPlace, findPlace } from './report/html/find-place.js';
export { parseRun, RunFormatError } from './report/parse-run.js';
export { type CurlRequest, toCurl } from './report/to-curl.js';
export { type FailOn, toExitCode } from './report/to-exit-code.js';
export { type HtmlReportOptions, toHtmlReport } from './report/to-html-report.js';
export { toJsonReport } from './report/to-json-report.js';
export { type JunitReportOptions, toJunitReport } from './report/to-junit-report.js';
export {
  type TerminalReportOptions,
  toTerminalReport,
} from './report/to-terminal-report.js';
export type { Exchange, ExchangeFailure, ExchangeMessage, IdentityName } from './run/exchange.js';
export type { Finding, FoundFault, Verdict } from './run/finding.js';
export { type GroupName, groupNames, groups } from './run/groups.js';
export type { Selection } from './run/plan-steps.js';
export type { Run, RunCheck, RunCounts, RunGroup, RunStep } from './run/run.js';
export { type RunOptions, runConformance } from './run/run-conformance.js';
export type { RunEvent } from './run/run-event.js';

// In a vendor's own tests

export {
  type DescribeConformanceOptions,
  describeConformance,
} from './suite/describe-conformance.js';
export type { ConformanceTestRunner } from './suite/test-runner.js';

// What a rule says of what it looked at

export { type Check, mergeChecks } from './rule/check.js';
export type { Fault, IssueCode } from './rule/fault.js';
export type { Level, Rule, RuleDescription } from './rule/rule.js';
export { type DocumentName, documents, type RuleSource } from './rule/rule-source.js';
export type { Language, Text } from './rule/text.js';

// What a vendor answered, read without trusting it

export { readOutcomeText } from './read/read-outcome-text.js';
export { readSearchSet } from './read/search-set/read-search-set.js';
export type {
  AnsweredLocation,
  AnsweredOrganization,
  AnsweredSlot,
  SearchSet,
} from './read/search-set/search-set.js';
export type { VendorAnswer } from './read/vendor-answer.js';
export type { SearchAnswer } from './rules/answer/search-answer.js';

// INT_SOS1: searches of free slots

export { checkSlotAnswer } from './live/check-slot-answer.js';
export type { SlotSearch } from './rules/slots/slot-answer.js';

// INT_SOS-transco: associations and their places

export { checkAssociationAnswer, checkPlaceAnswer } from './live/check-association-answers.js';

// INT_R02: accounts of regulators

export { checkRegulatorAnswer } from './live/check-regulator-answer.js';

// INT_R03: reports of appointments

export {
  type AppointmentAssessment,
  checkAppointment,
  type ReportIssue,
} from './live/check-appointment.js';
export { checkAppointmentLife } from './live/check-appointment-life.js';
export type { AppointmentContext } from './rules/appointments/appointment-life.js';
