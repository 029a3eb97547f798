/** The terms of use that a regulator accepts at the first sign-in, and again when they change. */
export const terms = {
  /** A new text has a new version: everyone is asked again. */
  version: '2026-11',
  paragraphs: [
    {
      title: 'À quoi sert cet accès',
      text: 'Cet accès est réservé aux régulateurs du Service d’accès aux soins (SAS). Il permet de consulter les créneaux des associations SOS Médecins et d’y prendre rendez-vous pour un patient que vous orientez. Il ne s’ouvre que depuis la plateforme SAS ; il est personnel et ne se prête pas.',
    },
    {
      title: 'Vos données',
      text: 'La plateforme SAS nous transmet votre nom, votre adresse e-mail et votre identifiant professionnel ou technique, et parfois d’autres éléments de votre fiche. Ils servent à vous reconnaître et à dire à l’association qui a pris un rendez-vous. Vous pouvez demander à les consulter ou à les faire corriger auprès de votre structure, qui gère votre compte.',
    },
    {
      title: 'Ce qui est enregistré',
      text: 'Vos connexions, les rendez-vous que vous prenez et les modifications de votre compte sont enregistrés avec leur date, pour la sécurité et la qualité du service.',
    },
    {
      title: 'Votre engagement',
      text: 'Vous ne consultez l’agenda que pour la régulation, vous n’y notez que ce qui est nécessaire au rendez-vous, et vous vous déconnectez d’un poste partagé. L’accès peut vous être retiré à la demande de la plateforme SAS.',
    },
  ],
} as const;
