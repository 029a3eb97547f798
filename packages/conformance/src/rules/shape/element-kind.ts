import type { Primitive } from './primitives.js';

/** Names of the types that have elements of their own. */
export type ShapeName =
  | 'Address'
  | 'Appointment'
  | 'Bundle'
  | 'BundleEntry'
  | 'BundleLink'
  | 'BundleSearch'
  | 'CodeableConcept'
  | 'Coding'
  | 'ContactPoint'
  | 'Element'
  | 'Extension'
  | 'HumanName'
  | 'Identifier'
  | 'Location'
  | 'LocationHours'
  | 'LocationPosition'
  | 'Meta'
  | 'Narrative'
  | 'Organization'
  | 'OrganizationContact'
  | 'Participant'
  | 'Period'
  | 'Reference'
  | 'Schedule'
  | 'Slot';

type Kind = Primitive | ShapeName | 'any' | 'resource';

/**
 * An element: a primitive or a shape; `[]`: a list; `resource`: the shape of its `resourceType`;
 * `any`: not checked further.
 */
export type ElementKind = Kind | `${Kind}[]`;
