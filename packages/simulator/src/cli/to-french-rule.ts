/** What an option must be: in English, as a pattern whose groups are kept, and in French. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^give a name of this machine/, 'donnez un nom de cette machine : 127.0.0.1, ::1 ou localhost.'],
  [/^give a whole number/, 'donnez un nombre entier de 0 à 65535.'],
  [/^give letters, digits/, 'donnez des lettres, des chiffres et . _ - comme sas-preprod.'],
  [/^give the path of a file/, "donnez le chemin d'un fichier."],
  [/^give the FHIR base/, "donnez la base FHIR de l'éditeur, comme http://127.0.0.1:3000/fhir."],
  [/^give an https URL/, 'donnez une URL https : TLS mutuel est actif.'],
  [/^give 1 to 256 visible/, 'donnez de 1 à 256 caractères ASCII visibles.'],
  [/^give at least one URL/, 'donnez au moins une URL.'],
  [/^give an absolute http/, 'donnez une URL http ou https absolue.'],
  [/^give absolute http/, 'donnez des URL http ou https absolues.'],
  [/^give 'json' or 'jwt'/, 'donnez json ou jwt.'],
  [/^something else listens/, 'un autre programme y écoute ; arrêtez-le, ou donnez un autre port.'],
  [/^it cannot be listened on \((.+)\)/, "impossible d'y écouter ($1)."],
  [/^the folder cannot be written \((.+)\)/, 'le dossier ne peut pas être écrit ($1).'],
  [/^(\S+) is missing, but (\S+) exists/, '$1 manque, mais $2 existe.'],
  [/^(\S+\.pem) cannot be read \((.+)\)/, '$1 ne peut pas être lu ($2).'],
  [
    /^the revocation lists are past/,
    'les listes de révocation sont périmées ; supprimez le dossier pour le faire réécrire.',
  ],
  [
    /^(\S+) is not a certificate with one/,
    "$1 n'est pas un certificat à un seul CN et un seul OU.",
  ],
  [/^it cannot be locked \((.+)\)/, 'il ne peut pas être verrouillé ($1).'],
  [/^it cannot be locked/, 'il ne peut pas être verrouillé.'],
  [
    /^another simulator has it \(process ([\w.]+)\)/,
    "un autre simulateur l'utilise (processus $1) ; arrêtez-le, ou supprimez le fichier .lock voisin s'il n'y en a pas.",
  ],
  [/^it cannot be read \((.+)\)/, 'il ne peut pas être lu ($1).'],
  [
    /^a later version of the simulator/,
    "une version ultérieure du simulateur l'a écrit ; mettez celle-ci à jour.",
  ],
  [
    /^it is no state of the simulator, or was damaged, at (.+); move/,
    "ce n'est pas un état du simulateur, ou il a été abîmé, à $1 ; déplacez-le, ou donnez-en un autre.",
  ],
  [/^it is not JSON/, "ce n'est pas du JSON ; déplacez-le, ou donnez un autre fichier."],
];

/** Says in French what an option must be; a rule of another package stays as it is. */
export function toFrenchRule(rule: string): string {
  for (const [pattern, french] of rules) {
    const match = pattern.exec(rule);
    if (match)
      return french.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return rule;
}
