/** What prevents a run: in English, as a pattern whose groups are kept, and in French. */
const messages: readonly (readonly [RegExp, string])[] = [
  [/^Give a text\.$/, 'Donnez un texte.'],
  [/^Give a list of texts, such as (.+)\.$/, 'Donnez une liste de textes, comme $1.'],
  [/^Give true, false or a text\.$/, 'Donnez true, false ou un texte.'],
  [
    /^Give a function, or \{ form, fields \}/,
    "Donnez une fonction, ou { form, fields } : l'action d'un formulaire, et les textes à y porter.",
  ],
  [/^Give a number of seconds/, 'Donnez un nombre de secondes, 0 ou plus.'],
  [
    /^Give the fields of the form, by name: (.+)\.$/,
    'Donnez les champs du formulaire, par leur nom : $1.',
  ],
  [/^Give a list of JSON files/, 'Donnez une liste de fichiers JSON, ou de ressources.'],
  [/^Give 'new' or 'fixed'\.$/, "Donnez 'new' ou 'fixed'."],
  [/^Give a domain, such as (.+)\.$/, 'Donnez un domaine, comme $1.'],
  [
    /^Give a function: write the configuration/,
    'Donnez une fonction : écrivez la configuration en .mjs ou .ts.',
  ],
  [/^There is no such setting\.$/, "Ce réglage n'existe pas."],
  [/^Give an object\.$/, 'Donnez un objet.'],
  [
    /^Give letters, digits and \. _ - such as (.+)\.$/,
    'Donnez des lettres, des chiffres et . _ - comme $1.',
  ],
  [/^Give an http or https URL/, 'Donnez une URL http ou https, sans paramètres.'],
  [/^Give a SIRET/, 'Donnez un SIRET : 14 chiffres, avec ou sans le préfixe 3.'],
  [/^Give a whole number of milliseconds/, 'Donnez un nombre entier de millisecondes, au moins 1.'],
  [/^Give jar or url/, "Donnez jar ou url : l'un des deux."],
  [/^The key cannot be used/, 'La clé est inutilisable, ou ne va pas avec le certificat.'],
  [/^Give PEM text/, "Donnez du texte PEM, ou le chemin d'un fichier PEM."],
  [/^The file contains no PEM\.$/, 'Le fichier ne contient pas de PEM.'],
  [/^It cannot be read\.$/, 'Il ne peut pas être lu.'],
  [/^(.+) cannot be read\.$/, '$1 ne peut pas être lu.'],
  [/^It is not JSON\.$/, "Ce n'est pas du JSON."],
  [/^It is not JSON: (.+)$/, "Ce n'est pas du JSON : $1"],
  [/^(.+) is not JSON\.$/, "$1 n'est pas du JSON."],
  [/^There is no such file\.$/, "Ce fichier n'existe pas."],
  [/^It holds no configuration object\.$/, 'Il ne contient pas de configuration.'],
  [
    /^Node (\S+) does not read TypeScript/,
    'Node $1 ne lit pas TypeScript : prenez Node 22.18 ou plus récent, ou écrivez la configuration en .mjs ou .json.',
  ],
  [
    /^Give a name that ends in/,
    "Donnez un nom qui finit par .mjs, .js ou .ts : JSON n'a pas de commentaires.",
  ],
  [/^(.+) exists: it is not written over\.$/, "$1 existe déjà : il n'est pas remplacé."],
  [/^(.+) cannot be written \((\w+)\)\.$/, '$1 ne peut pas être écrit ($2).'],
  [
    /^There is no group, step or rule named (.+)\.$/,
    "Il n'y a ni groupe, ni étape, ni règle du nom de $1.",
  ],
  [
    /^(.+) is not there yet: there is no run/,
    "$1 n'existe pas encore : il n'y a pas d'essai auquel comparer.",
  ],
  [/^Its format is (\d+)/, "Son format est $1 : une version ultérieure de ce paquet l'a écrit."],
  [/^It is not a run: (.+)$/, "Ce n'est pas un essai : $1"],
];

/** Says in French what prevents a run; a message of another origin stays as it is. */
export function toFrenchMessage(message: string): string {
  for (const [pattern, french] of messages) {
    const match = pattern.exec(message);
    if (match)
      return french.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return message;
}
