/** Options for writing an agenda in FHIR. */
export interface MappingOptions {
  /** `identifier.system` of the vendor's own ids: its OID as `urn:oid:…`, or a URL of its own. */
  readonly placeIdSystem: string;
  /**
   * `internal`: every place by the vendor's own id (`INTRN`), as the profile requires; `national`:
   * by its FINESS (`IDNST`) if it has one, which the guide's text allows but its profile refuses.
   *
   * @defaultValue `internal`
   */
  readonly placeIdentifier?: 'internal' | 'national' | undefined;
  /**
   * Code of TRE_R38-SpecialiteOrdinale to send with a free-text reason: the profile refuses a
   * reason without a code. `null`: only the text, as in the guide's text.
   *
   * @defaultValue `SM54`, general medicine, which is what SOS Médecins practises
   */
  readonly freeTextReasonCode?: string | null | undefined;
}
