import type { Step } from '../run/step.js';
import { metadataSteps } from './metadata/metadata-steps.js';
import { kitSearchSteps } from './search/kit-search-steps.js';
import { transportSteps } from './transport/transport-steps.js';

/** Every step, in the order of the official kit, then what is tried by hand. */
export const steps: readonly Step[] = [...transportSteps, ...metadataSteps, ...kitSearchSteps];
