/** Resources that come along with the slots of an answer. */
export interface SlotIncludes {
  readonly schedules: boolean;
  readonly locations: boolean;
  readonly organizations: boolean;
}

// The links from a slot to its association, as `_include` and `_revinclude` name them.
const links: Readonly<Record<string, keyof SlotIncludes | 'all'>> = {
  '*': 'all',
  'slot:schedule': 'schedules',
  'slot:schedule:schedule': 'schedules',
  'schedule:actor': 'locations',
  'schedule:actor:location': 'locations',
  'location:organization': 'organizations',
  'location:organization:organization': 'organizations',
};

/** Whether a search follows this link, written in any case. */
export function isSlotInclude(value: string): boolean {
  return Object.hasOwn(links, value.toLowerCase());
}

/** What the links of a search for slots bring along; each continues where another one ends. */
export function toSlotIncludes(values: readonly string[]): SlotIncludes {
  const asked = new Set(values.map((value) => links[value.toLowerCase()]));
  const schedules = asked.has('schedules') || asked.has('all');
  const locations = schedules && (asked.has('locations') || asked.has('all'));
  return {
    schedules,
    locations,
    organizations: locations && (asked.has('organizations') || asked.has('all')),
  };
}
