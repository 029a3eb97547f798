// What a rule says of what it looked at

export { type Check, mergeChecks } from './check.js';

// What a vendor answered, read without trusting it

export type { SearchAnswer } from './answer/answer-rules.js';
export { readOutcomeText } from './answer/read-outcome-text.js';
export type { VendorAnswer } from './answer/vendor-answer.js';
export { readSearchSet } from './search-set/read-search-set.js';
export type {
  AnsweredLocation,
  AnsweredOrganization,
  AnsweredSlot,
  SearchSet,
} from './search-set/search-set.js';

// INT_SOS1: searches of free slots

export { checkSlotAnswer } from './slots/check-slot-answer.js';
export type { SlotSearch } from './slots/slot-answer.js';

// INT_SOS-transco: associations and their places

export {
  checkAssociationAnswer,
  checkPlaceAnswer,
} from './structure/check-association-answers.js';

// INT_R02: accounts of regulators

export { checkRegulatorAnswer } from './regulators/check-regulator-answer.js';

// INT_R03: reports of appointments

export {
  type AppointmentAssessment,
  checkAppointment,
} from './appointments/check-appointment.js';
export {
  type AppointmentContext,
  checkAppointmentLife,
} from './appointments/check-appointment-life.js';
export type { Finding } from './appointments/finding.js';
