/** What is published of an environment, and where. */
export interface Published<Value> {
  /** The value; `undefined` if it is not published: ask ANS for it. */
  readonly value: Value | undefined;
  /** Where it is published, or what it follows from. */
  readonly source: string;
}
