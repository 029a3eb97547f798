/** A text for people, in both languages of the reports. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

/** A language of the reports. */
export type Language = keyof Text;
