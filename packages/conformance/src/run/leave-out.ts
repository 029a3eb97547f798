import type { Text } from '../rule/text.js';

/** Thrown by a step that cannot run, with the reason. */
export class LeaveOut extends Error {
  override readonly name = 'LeaveOut';

  constructor(readonly reason: Text) {
    super(reason.en);
  }
}
