/**
 * Books the slots of appointments again after an import, even if the file says they are free,
 * unless a slot was moved to another time.
 */
export const keepBooked = `UPDATE slot SET status = 'booked' FROM appointment AS held
  WHERE slot.id = held.slot_id AND slot.place_id = held.place_id AND slot.status = 'free'
    AND held.status IN ('pending', 'booked')
    AND slot.starts_at < held.ends_at AND slot.ends_at > held.starts_at`;
