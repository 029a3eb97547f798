import type { Language } from './read-language.js';

/** The help text. */
export const usage: Readonly<Record<Language, string>> = {
  fr: `utilisation :
  npx @sas-sos/simulator --vendor <base FHIR de l'éditeur> [options]
      joue la plateforme SAS sur cette machine : recherche de créneaux, connexion, comptes des
      régulateurs, réception des rendez-vous ; des pages, et une API HTTP

  --vendor URL                    comme http://127.0.0.1:3000/fhir
  --port NOMBRE                   4000 ; 0 en prend un libre
  --host NOM                      127.0.0.1 ; un nom de cette seule machine
  --origin TEXTE                  ce qui s'ajoute aux adresses d'agenda (sas-preprod)
  --data FICHIER                  conserve régulateurs et rendez-vous (sinon en mémoire)
  --documentation URL             où mène « Documentation » au bas des pages (le guide, en ligne)

  --client-id TEXTE               comment l'éditeur connecte les régulateurs (agenda-demo)
  --client-secret TEXTE           (agenda-demo-secret)
  --redirect-uri URL              peut se répéter (<origine de l'éditeur>/sso/callback)
  --post-logout-redirect-uri URL  peut se répéter (<origine de l'éditeur>/)
  --backchannel-logout-uri URL    (<origine de l'éditeur>/sso/backchannel-logout)
  --userinfo json|jwt             comment le royaume Pro Santé Connect répond à userinfo (json)

  --mtls DOSSIER                  TLS mutuel, par les certificats d'un dossier de sas-sos-pki ;
                                  ils sont écrits s'il n'y en a pas
  --vendor-cn TEXTE               CN du certificat de l'éditeur (lu dans vendor.pem)
  --vendor-ou TEXTE               son OU (lu dans vendor.pem)

  --log-level NIVEAU              debug, info, warn (par défaut), error ou silent ; sur stderr
  --language fr|en                langue des messages (celle de LANG, sinon fr)
  --help`,
  en: `usage:
  npx @sas-sos/simulator --vendor <FHIR base of the vendor> [options]
      plays the SAS platform on this machine: slot search, sign-on, regulator accounts,
      appointment inbox; pages, and an HTTP API

  --vendor URL                    such as http://127.0.0.1:3000/fhir
  --port NUMBER                   4000; 0 takes a free one
  --host NAME                     127.0.0.1; a name of this machine alone
  --origin TEXT                   what is appended to agenda addresses (sas-preprod)
  --data FILE                     keeps regulators and appointments (else in memory)
  --documentation URL             where the pages' link to the documentation leads (the guide, online)

  --client-id TEXT                how the vendor signs regulators on (agenda-demo)
  --client-secret TEXT            (agenda-demo-secret)
  --redirect-uri URL              may be repeated (<vendor's origin>/sso/callback)
  --post-logout-redirect-uri URL  may be repeated (<vendor's origin>/)
  --backchannel-logout-uri URL    (<vendor's origin>/sso/backchannel-logout)
  --userinfo json|jwt             how the realm of Pro Santé Connect answers userinfo (json)

  --mtls FOLDER                   mutual TLS by the certificates of a folder of sas-sos-pki;
                                  they are made where there are none
  --vendor-cn TEXT                CN of the vendor's certificate (read off vendor.pem)
  --vendor-ou TEXT                its OU (read off vendor.pem)

  --log-level LEVEL               debug, info, warn (default), error or silent; on stderr
  --language fr|en                of the messages (that of LANG, else fr)
  --help`,
};
