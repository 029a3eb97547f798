import { type DerElement, readElements } from './der-element.js';
import { readSequence, requireTag, tags, toObjectIdentifier, toText } from './der-values.js';
import type { DistinguishedName } from './distinguished-name.js';

/** Reads the attributes of a name; throws when the element is not a name. */
export function readName(name: DerElement | undefined): DistinguishedName {
  return readSequence(name).flatMap((level) =>
    [...readElements(requireTag(tags.set, level).content)].map((attribute) => {
      const [type, value, ...rest] = readSequence(attribute);
      if (!value || rest.length > 0) throw new TypeError('A name has a malformed attribute.');
      return { type: toObjectIdentifier(type), value: toText(value) };
    }),
  );
}
