/** The one account of the staff. */
export const staffUser = 'secretariat';
