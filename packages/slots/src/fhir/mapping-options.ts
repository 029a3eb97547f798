/** What a vendor chooses of how its agenda is written in FHIR. */
export interface MappingOptions {
  /** `identifier.system` of the vendor's own ids: its OID as `urn:oid:…`, or a URL of its own. */
  readonly placeIdSystem: string;
  /**
   * `internal`: every place by the vendor's own id (`INTRN`), which the profile demands; `national`:
   * by its FINESS (`IDNST`) where it has one, which the guide's text allows and its profile refuses.
   *
   * @defaultValue `internal`
   */
  readonly placeIdentifier?: 'internal' | 'national' | undefined;
  /**
   * Code of TRE_R38-SpecialiteOrdinale that goes with a reason in free text: the profile refuses a
   * reason without a code. `null`: the text alone, as the guide's text has it.
   *
   * @defaultValue `SM54`, general medicine, which is what SOS Médecins practise
   */
  readonly freeTextReasonCode?: string | null | undefined;
}
