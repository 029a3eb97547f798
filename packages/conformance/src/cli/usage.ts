import type { Language } from '../rule/text.js';

/** The help text. */
export const usage: Readonly<Record<Language, string>> = {
  fr: `utilisation :
  npx @sas-sos/conformance --vendor <base FHIR de l'éditeur> [options]
      juge l'éditeur comme le ferait la certification : ce qui ne va pas, et ce qu'il faut faire
  npx @sas-sos/conformance init [FICHIER]
      écrit une configuration commentée (sas-sos.conformance.mjs)

  --vendor URL         comme https://agenda.example/fhir
  --config FICHIER     .json, .mjs, .js, ou .ts si Node lit TypeScript
                       (sas-sos.conformance.*, s'il y en a un)
  --simulator URL      un simulateur en marche : connexion, et rendez-vous reçus
  --only NOM           un groupe, une étape ou une règle ; peut se répéter
  --list               les groupes, les étapes et les règles
  --html FICHIER       écrit le rapport en un fichier HTML, à ouvrir, imprimer et remettre
  --junit FICHIER      écrit du JUnit XML, pour une intégration continue
  --json FICHIER       écrit l'essai en JSON
  --previous FICHIER   le JSON d'un essai antérieur : les rapports disent ce qui a changé
  --hl7-validator JAR  les profils officiels par validator_cli.jar (demande Java)
  --validator-url URL  les mêmes par le service HTTP dont se sert Inferno
  --package FICHIER    le paquet de l'ANS pour l'un ou l'autre ; peut se répéter
  --fail-on NIVEAU     official (par défaut), warning, guide ou everything
  --seed TEXTE         reprend les identités des comptes de test
  --language fr|en     langue des messages et du rapport (celle de LANG, sinon fr)
  --verbose            aussi les règles respectées
  --help

code de sortie : 0 ; 1 : une règle que le kit officiel refuse (voir --fail-on) ; 2 : l'essai n'a pas pu avoir lieu`,
  en: `usage:
  npx @sas-sos/conformance --vendor <FHIR base of the vendor> [options]
      judges it as the certification would: what is wrong, and what to do
  npx @sas-sos/conformance init [FILE]
      writes a configuration with comments (sas-sos.conformance.mjs)

  --vendor URL         such as https://agenda.example/fhir
  --config FILE        .json, .mjs, .js, or .ts where Node reads TypeScript
                       (sas-sos.conformance.*, if there is one)
  --simulator URL      a running simulator: sign-on, and reports received
  --only NAME          a group, a step or a rule; may be repeated
  --list               the groups, steps and rules
  --html FILE          writes the report as one HTML file, to open, print and hand over
  --junit FILE         writes JUnit XML, for a CI
  --json FILE          writes the run as JSON
  --previous FILE      the JSON of a run before: the reports show what changed
  --hl7-validator JAR  the official profiles by validator_cli.jar (needs Java)
  --validator-url URL  the same by the HTTP service that Inferno uses
  --package FILE       the ANS's package for either; may be repeated
  --fail-on LEVEL      official (default), warning, guide or everything
  --seed TEXT          repeats the identities of the test accounts
  --language fr|en     of messages and report (that of LANG, else fr)
  --verbose            rules that passed, too
  --help

exit status: 0, 1: a rule that the official kit fails (see --fail-on), 2: it could not run`,
};
