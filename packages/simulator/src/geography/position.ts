/** A position in WGS 84, in degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const radians = Math.PI / 180;
/** Mean radius of the Earth. */
const radius = 6371;

/** The distance as the crow flies, in kilometres. */
export function toDistance(from: Position, to: Position): number {
  const height = Math.sin(((to.latitude - from.latitude) * radians) / 2) ** 2;
  const width = Math.sin(((to.longitude - from.longitude) * radians) / 2) ** 2;
  const shrink = Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians);
  return 2 * radius * Math.asin(Math.sqrt(Math.min(1, height + width * shrink)));
}
