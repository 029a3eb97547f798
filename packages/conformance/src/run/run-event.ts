import type { Text } from '../rule/text.js';
import type { Exchange } from './exchange.js';
import type { GroupName } from './groups.js';
import type { Run, RunGroup, RunStep } from './run.js';

/** What happens during a run, in order. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly vendor: string; readonly steps: number }
  | { readonly type: 'group-started'; readonly group: GroupName; readonly title: Text }
  | {
      readonly type: 'step-started';
      readonly group: GroupName;
      readonly step: string;
      readonly title: Text;
      /** 1, 2, 3 … of `steps` of the first event. */
      readonly number: number;
    }
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'step-ended'; readonly group: GroupName; readonly step: RunStep }
  | { readonly type: 'group-ended'; readonly group: RunGroup }
  | { readonly type: 'run-ended'; readonly run: Run };
