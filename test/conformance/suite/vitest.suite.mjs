import { describe, it } from 'vitest';
import { declareSuite } from './declare-suite.mjs';

declareSuite({ describe, it });
