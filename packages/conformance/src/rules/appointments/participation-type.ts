/** Code system of `participant.type`. */
export const participationType = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
