/** A fault in the data of an agenda, and what the SDK did about it. */
export interface AgendaFault {
  /** Stable code of the fault. */
  readonly code: AgendaFaultCode;
  /** `error`: the item at the path is left out of every answer; `warning`: it is still sent. */
  readonly severity: 'error' | 'warning';
  /** Where, such as `associations[34173748400020].places[12].phone` or `slots[s1].end`. */
  readonly path: string;
  /** What is wrong and what to do about it, in words. */
  readonly message: string;
}

interface FaultDefinition {
  readonly severity: AgendaFault['severity'];
  readonly message: string;
}

function define<Code extends string>(
  faults: Record<Code, FaultDefinition>,
): Readonly<Record<Code, FaultDefinition>> {
  return faults;
}

/** All faults of an agenda, by code. */
export const agendaFaults = define({
  'association-malformed': {
    severity: 'error',
    message: 'This is not an association: an object with siret, name and places. It is left out.',
  },
  'association-siret-malformed': {
    severity: 'error',
    message:
      'The SIRET is not 14 digits, with or without the prefix 3. The association, its places and their slots are left out.',
  },
  'association-siret-duplicate': {
    severity: 'error',
    message:
      'Another association has this SIRET. The second one, its places and their slots are left out.',
  },
  'association-siret-check-digit': {
    severity: 'warning',
    message: 'The check digit of the SIRET is wrong: is one of its digits mistyped? Sent as it is.',
  },
  'association-name-missing': {
    severity: 'error',
    message:
      'The association has no name, and the profile requires one. It, its places and their slots are left out.',
  },
  'association-without-place': {
    severity: 'warning',
    message: 'The association has no place: it can be listed, but no search will ever return it.',
  },
  'association-with-home-visits': {
    severity: 'warning',
    message:
      'The association has home visits (HH). They are right by the guide, and are sent; but the official SOS suite accepts only AMB and VR: let the associations of the certification have none on that day.',
  },
  'place-malformed': {
    severity: 'error',
    message: 'This is not a place: an object with id, name and address. It is left out.',
  },
  'place-id-missing': {
    severity: 'error',
    message: 'The place has no id. It and its slots are left out.',
  },
  'place-id-duplicate': {
    severity: 'error',
    message: 'Another place has this id. The second one is left out.',
  },
  'place-name-missing': {
    severity: 'error',
    message: 'The place has no name, and the profile requires one. It and its slots are left out.',
  },
  'place-address-line-missing': {
    severity: 'error',
    message: 'The address has no line (number and street). The place and its slots are left out.',
  },
  'place-address-city-missing': {
    severity: 'error',
    message: 'The address has no city. The place and its slots are left out.',
  },
  'place-postal-code-malformed': {
    severity: 'error',
    message: 'The postal code is not five digits. The place and its slots are left out.',
  },
  'place-time-zone-unknown': {
    severity: 'error',
    message:
      'The time zone is not an IANA name that this Node supports, so the times of its slots cannot be written. The place and its slots are left out.',
  },
  'place-phone-missing': {
    severity: 'warning',
    message:
      'The place has no phone number. It is sent without one, but the certification expects one on every place.',
  },
  'place-phone-malformed': {
    severity: 'warning',
    message:
      'The phone number cannot be called from abroad (a short number such as 3624 cannot). The place is sent without it.',
  },
  'place-phone-unforeseen': {
    severity: 'warning',
    message:
      'The phone number is valid and is sent, but the certification expects +33, +262, +590, +594 or +596 followed by 9 digits: ask the ANS about this territory.',
  },
  'place-coordinates-malformed': {
    severity: 'warning',
    message:
      'The coordinates are not a latitude from -90 to 90 and a longitude from -180 to 180, both numbers of degrees in WGS 84. The place is sent without them.',
  },
  'place-finess-malformed': {
    severity: 'warning',
    message:
      'The FINESS is not 9 characters, with or without the prefix 1. The place is sent with its own id.',
  },
  'place-opening-hours-malformed': {
    severity: 'warning',
    message:
      'A row of opening hours has no day, an unknown day, a time that is not HH:MM, or two equal times other than 00:00. The row is left out.',
  },
  'place-agenda-url-malformed': {
    severity: 'warning',
    message:
      'agendaUrl is not an absolute http or https URL without fragment, credentials or origin parameter. It is not used.',
  },
  'slot-malformed': {
    severity: 'error',
    message: 'This is not a slot: an object with id, placeId, start and end. It is left out.',
  },
  'slot-id-missing': { severity: 'error', message: 'The slot has no id. It is left out.' },
  'slot-id-duplicate': {
    severity: 'error',
    message: 'Another slot of the same answer has this id. The second one is left out.',
  },
  'slot-place-unknown': {
    severity: 'error',
    message:
      'The place of the slot is in no association of the directory, or was left out of it. The slot is left out.',
  },
  'slot-start-malformed': {
    severity: 'error',
    message:
      'The start is not a point in time: a Date, milliseconds, or a text with date, time and offset. The slot is left out.',
  },
  'slot-end-malformed': {
    severity: 'error',
    message:
      'The end is not a point in time: a Date, milliseconds, or a text with date, time and offset. The slot is left out.',
  },
  'slot-ends-before-start': {
    severity: 'error',
    message: 'The slot does not end after it starts. It is left out.',
  },
  'slot-audience-unknown': {
    severity: 'error',
    message:
      'audience is not a list of public, sas, samu, patients and professionals. The slot is left out.',
  },
  'slot-consultation-unknown': {
    severity: 'error',
    message:
      'consultation is not a list with at least one of on-site, remote and home-visit. The slot is left out.',
  },
  'slot-booking-unknown': {
    severity: 'error',
    message: 'booking is neither appointment nor walk-in. The slot is left out.',
  },
  'slot-url-missing': {
    severity: 'error',
    message:
      'The slot requires booking, but neither it nor its place has a page for it. It is left out.',
  },
  'slot-url-malformed': {
    severity: 'error',
    message:
      'url is not an absolute http or https URL without fragment, credentials or origin parameter. The slot is left out.',
  },
  'slot-walk-in-without-url': {
    severity: 'warning',
    message:
      'The slot needs no booking and has no page. It is sent without one, but the certification expects one on every slot.',
  },
  'slot-reason-malformed': {
    severity: 'warning',
    message: 'A reason is neither a text nor an object with a code. The slot is sent without it.',
  },
});

/** A code of {@link agendaFaults}. */
export type AgendaFaultCode = keyof typeof agendaFaults;

/** Creates a fault from its code and its path. */
export function toAgendaFault(code: AgendaFaultCode, path: string): AgendaFault {
  return { code, path, ...agendaFaults[code] };
}
