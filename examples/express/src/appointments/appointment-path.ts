/** Returns the path of the page of an appointment. */
export function toAppointmentPath(id: string): string {
  return `/appointments/${encodeURIComponent(id)}`;
}
