/**
 * Writes the statement that finds the `CurrentState` of an appointment, always one row.
 *
 * @param accountId the placeholder of its parameter, such as `?1`; so is `placeId`
 */
export function findCurrentState(accountId: string, placeId: string): string {
  return `SELECT account.national_id AS "nationalId", account.technical_id AS "technicalId",
     place.time_zone AS "timeZone"
   FROM (SELECT ${accountId} AS account_id, ${placeId} AS place_id) AS appointment
   LEFT JOIN regulator_account AS account ON account.id = appointment.account_id
   LEFT JOIN place ON place.id = appointment.place_id`;
}
