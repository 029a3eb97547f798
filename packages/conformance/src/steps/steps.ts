import type { Step } from '../run/step.js';
import { accountsByHandSteps } from './accounts/by-hand-steps.js';
import { createSteps } from './accounts/create-steps.js';
import { freedSteps } from './accounts/freed-steps.js';
import { incompleteSteps } from './accounts/incomplete-steps.js';
import { updateSteps, upsertSteps } from './accounts/update-steps.js';
import { associationSteps } from './associations/association-steps.js';
import { appointmentSteps } from './booking/booking-steps.js';
import { bookingByHandSteps } from './booking/by-hand-steps.js';
import { declarationSteps } from './declarations/declaration-steps.js';
import { hl7Steps } from './hl7/hl7-steps.js';
import { metadataSteps } from './metadata/metadata-steps.js';
import { searchByHandSteps } from './search/by-hand-steps.js';
import { kitSearchSteps } from './search/kit-search-steps.js';
import { signOnByHandSteps } from './sign-on/by-hand-steps.js';
import { signOnSteps } from './sign-on/sign-on-steps.js';
import { transportSteps } from './transport/transport-steps.js';

/** Every step, in the order of the official kit, then what is tried by hand. */
export const steps: readonly Step[] = [
  ...transportSteps,
  ...metadataSteps,
  ...kitSearchSteps,
  ...hl7Steps,
  ...createSteps,
  ...updateSteps,
  ...incompleteSteps,
  ...upsertSteps,
  ...freedSteps,
  ...signOnSteps,
  ...appointmentSteps,
  ...declarationSteps,
  ...associationSteps,
  ...searchByHandSteps,
  ...accountsByHandSteps,
  ...signOnByHandSteps,
  ...bookingByHandSteps,
];
