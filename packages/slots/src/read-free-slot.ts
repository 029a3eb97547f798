import type { FreeSlot, Reason } from '@sas-sos/core';
import { toFhirId } from '@sas-sos/fhir-http';
import type { AgendaFaultCode } from './agenda-fault.js';
import { cleanText } from './clean-text.js';
import type { Directory, ListedPlace } from './directory/directory.js';
import type { WrittenInstant } from './directory/instant-writer.js';

/** A valid slot. */
export interface ListedSlot {
  /** The vendor's own id. */
  readonly id: string;
  /** Its place. */
  readonly place: ListedPlace;
  /** `Slot.id`. */
  readonly fhirId: string;
  /** Start, in the place's zone. */
  readonly start: WrittenInstant;
  /** End, in the place's zone; after the start. */
  readonly end: WrittenInstant;
  /** Sum of {@link audienceBits}; 0 if it is not for the platform. */
  readonly audience: number;
  /** Sum of {@link consultationBits}, never 0. */
  readonly consultation: number;
  /** Whether it needs no booking. */
  readonly walkIn: boolean;
  /** Page of the slot, or of its place's agenda. */
  readonly url: string | undefined;
  /** Reasons for which it can be booked; any reason if empty. */
  readonly reasons: readonly Reason[];
  /** A fault that does not prevent it from being sent. */
  readonly warning: AgendaFaultCode | undefined;
}

/** Why a slot is left out, and the name of the property at fault. */
export interface SlotFault {
  /** Code of the fault. */
  readonly fault: AgendaFaultCode;
  /** The property at fault; absent for the slot as a whole. */
  readonly property?: keyof FreeSlot;
}

/** Bits of the audiences that are sent to the platform; other audiences count as 0. */
export const audienceBits = { public: 1, sas: 2 } as const;

/** Bits of the ways to see a patient. */
export const consultationBits = { 'on-site': 1, remote: 2, 'home-visit': 4 } as const;

/** Reads a slot of one answer: what to send, or why it cannot be sent. */
export type SlotReader = (slot: FreeSlot) => ListedSlot | SlotFault;

/**
 * Reads a vendor's slot, against the directory: returns what to send, or why it cannot be sent.
 */
export function readFreeSlot(slot: FreeSlot, directory: Directory): ListedSlot | SlotFault {
  return createSlotReader(directory)(slot);
}

/**
 * Creates a reader for the slots of one answer: what is the same as in the slot before is compared
 * instead of looked up, and each text of a reason is read once.
 */
export function createSlotReader(directory: Directory): SlotReader {
  let placeBefore: ListedPlace | undefined;
  const isReason = createReasonReader();

  function findPlace(id: string): ListedPlace | undefined {
    if (placeBefore !== undefined && placeBefore.id === id) return placeBefore;
    const place = directory.byPlaceId.get(id);
    if (place !== undefined) placeBefore = place;
    return place;
  }

  return (slot) => readSlot(slot, findPlace, isReason);
}

function readSlot(
  slot: FreeSlot,
  findPlace: (id: string) => ListedPlace | undefined,
  isReason: ReasonReader,
): ListedSlot | SlotFault {
  if (typeof slot !== 'object' || slot === null) return { fault: 'slot-malformed' };
  const { id } = slot;
  if (typeof id !== 'string' || id === '') return { fault: 'slot-id-missing', property: 'id' };
  const place = findPlace(slot.placeId);
  if (place === undefined) return { fault: 'slot-place-unknown', property: 'placeId' };
  const start = place.writeInstant(slot.start);
  if (start === undefined) return { fault: 'slot-start-malformed', property: 'start' };
  const end = place.writeInstant(slot.end);
  if (end === undefined) return { fault: 'slot-end-malformed', property: 'end' };
  if (end.epoch <= start.epoch) return { fault: 'slot-ends-before-start', property: 'end' };
  const audience = readAudience(slot.audience);
  if (audience === undefined) return { fault: 'slot-audience-unknown', property: 'audience' };
  const consultation = readConsultation(slot.consultation);
  if (consultation === undefined) {
    return { fault: 'slot-consultation-unknown', property: 'consultation' };
  }
  const walkIn = slot.booking === 'walk-in';
  if (!walkIn && slot.booking !== 'appointment') {
    return { fault: 'slot-booking-unknown', property: 'booking' };
  }
  let url = place.agendaUrl;
  if (slot.url !== undefined && slot.url !== null && slot.url !== '') {
    url = typeof slot.url === 'string' ? place.readUrl(slot.url) : undefined;
    if (url === undefined) return { fault: 'slot-url-malformed', property: 'url' };
  }
  if (url === undefined && !walkIn) return { fault: 'slot-url-missing', property: 'url' };
  const reasons = readReasons(slot.reasons, isReason);
  return {
    id,
    place,
    fhirId: toFhirId(id),
    start,
    end,
    audience,
    consultation,
    walkIn,
    url,
    reasons: reasons ?? (Array.isArray(slot.reasons) ? slot.reasons.filter(isReason) : []),
    warning:
      reasons === undefined
        ? 'slot-reason-malformed'
        : url === undefined
          ? 'slot-walk-in-without-url'
          : undefined,
  };
}

function readAudience(audience: FreeSlot['audience']): number | undefined {
  if (!Array.isArray(audience)) return undefined;
  let bits = 0;
  // By index, here and below: an iterator per slot would be the most expensive part.
  for (let i = 0; i < audience.length; i += 1) {
    const value: unknown = audience[i];
    if (value === 'public') bits |= audienceBits.public;
    else if (value === 'sas') bits |= audienceBits.sas;
    else if (value !== 'samu' && value !== 'patients' && value !== 'professionals')
      return undefined;
  }
  return bits;
}

function readConsultation(consultation: FreeSlot['consultation']): number | undefined {
  if (!Array.isArray(consultation)) return undefined;
  let bits = 0;
  for (let i = 0; i < consultation.length; i += 1) {
    const value: unknown = consultation[i];
    if (value === 'on-site') bits |= consultationBits['on-site'];
    else if (value === 'remote') bits |= consultationBits.remote;
    else if (value === 'home-visit') bits |= consultationBits['home-visit'];
    else return undefined;
  }
  return bits === 0 ? undefined : bits;
}

const noReasons: readonly Reason[] = [];

/** The reasons, unchanged, if all are valid; `undefined` if any is not. */
function readReasons(
  reasons: FreeSlot['reasons'],
  isReason: ReasonReader,
): readonly Reason[] | undefined {
  if (reasons === undefined || reasons === null) return noReasons;
  if (!Array.isArray(reasons)) return undefined;
  return reasons.every(isReason) ? reasons : undefined;
}

type ReasonReader = (reason: unknown) => reason is Reason;

const keptTexts = 1024;

/** Creates a check of reasons that looks at each text once. */
function createReasonReader(): ReasonReader {
  const shows = new Map<string, boolean>();

  function showsText(text: string): boolean {
    let answer = shows.get(text);
    if (answer === undefined) {
      answer = cleanText(text) !== '';
      if (shows.size >= keptTexts) shows.clear();
      shows.set(text, answer);
    }
    return answer;
  }

  return (reason): reason is Reason => {
    if (typeof reason === 'string') return showsText(reason);
    if (typeof reason !== 'object' || reason === null) return false;
    const { code, label } = reason as { code?: unknown; label?: unknown };
    return (
      typeof code === 'string' &&
      /^[^\s]+( [^\s]+)*$/.test(code) &&
      (label === undefined || label === null || (typeof label === 'string' && showsText(label)))
    );
  };
}
