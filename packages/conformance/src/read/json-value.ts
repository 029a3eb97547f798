/** A JSON object with any content. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object, or an empty one if the value is anything else. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The list, or an empty one if the value is anything else. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text; `undefined` if it is blank or the value is anything else. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The texts of a list. */
export function toTexts(value: unknown): readonly string[] {
  const list = toList(value);
  // There are thousands of such lists: one that is right is not copied.
  return list.every(isFilled) ? list : list.filter(isFilled);
}

function isFilled(value: unknown): value is string {
  return toText(value) !== undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
