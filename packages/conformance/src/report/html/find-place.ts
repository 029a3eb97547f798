import type { BodyLines } from './body-lines.js';

/** Where the element of a fault is in a body. */
export interface BodyPlace {
  /** Index of the line. */
  readonly line: number;
  /** Whether the line is the element itself; else it is what should hold it. */
  readonly isExact: boolean;
}

/**
 * Finds the line of an element, `Bundle.entry[3].resource.start`, or of the closest one that holds
 * it. An element of a list without an index is that of its first item;
 * `rest.resource(Slot)` is the item of that type.
 */
export function findPlace(body: BodyLines, element: string): BodyPlace | undefined {
  const { places, root } = body;
  const [name, ...segments] = element.match(/[^.[\]]+/g) ?? [];
  if (places.size === 0) return undefined;
  if (name === 'resourceType') return { line: places.get('.resourceType') ?? 0, isExact: false };
  if (root === undefined || name !== root) return undefined;
  let path = '';
  for (const segment of segments) {
    const next = toCandidates(path, segment, body).find((candidate) => places.has(candidate));
    if (next === undefined) return { line: places.get(path) ?? 0, isExact: false };
    path = next;
  }
  return { line: places.get(path) ?? 0, isExact: true };
}

function toCandidates(path: string, segment: string, body: BodyLines): readonly string[] {
  const [, name = segment, type] = /^(\w+)\((\w+)\)$/.exec(segment) ?? [];
  if (/^\d+$/.test(segment)) return [`${path}[${segment}]`];
  const members = [`${path}.${name}`, `${path}[0].${name}`];
  return type === undefined
    ? members
    : members.flatMap((member) => findOfType(`${member}`, type, body));
}

/** The item of a list whose `type` is the name. */
function findOfType(list: string, type: string, { places, lines }: BodyLines): readonly string[] {
  for (let index = 0; places.has(`${list}[${index}]`); index += 1) {
    const line = places.get(`${list}[${index}].type`);
    if (line !== undefined && lines[line]?.text.includes(`"${type}"`)) return [`${list}[${index}]`];
  }
  return [];
}
