import { describe, it } from 'node:test';
import { declareSuite } from './declare-suite.mjs';

declareSuite({ describe, it });
