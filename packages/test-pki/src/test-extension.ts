/** An extension of a certificate or a revocation list, in addition to the usual ones. */
export interface TestExtension {
  /** Its type as a dotted object identifier, such as `2.5.29.30` for name constraints. */
  readonly type: string;
  /** The bytes of its value: DER, unless the test is about invalid values. */
  readonly value: Uint8Array;
  /**
   * Whether it is marked as critical.
   *
   * @defaultValue false
   */
  readonly isCritical?: boolean | undefined;
}
