import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepFrenchSigns, keepSignsOfFrenchPages } from './keep-french-signs.mjs';

// The site of the documentation: the pages as they are in the repository, in both languages, and the
// reference of the API, which `npm run docs` writes into `docs/api`.
const docs = fileURLToPath(new URL('..', import.meta.url));
const root = join(docs, '..');
const repository = 'https://github.com/sas-sos/sas-sos';

const groups = {
  en: {
    guides: 'Guides',
    concepts: 'Concepts',
    reference: 'Reference',
    decisions: 'Decisions',
  },
  fr: { guides: 'Guides', concepts: 'Notions', reference: 'Référence', decisions: 'Décisions' },
};

/** The order in which a reader needs the guides; any other one follows, by its name. */
const order = [
  ...['agenda', 'slot-search', 'regulators', 'sign-on', 'sign-on-tests', 'appointments', 'hosts'],
  ...['mutual-tls', 'proxy', 'environments', 'simulator', 'certification', 'going-to-production'],
  ...['data-protection', 'other-databases', 'loggers', 'upgrading'],
];

function titleOf(file) {
  const [, title] = /^# (.+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const text = (title ?? relative(docs, file)).replaceAll('`', '');
  return relative(docs, file).startsWith('fr/') ? keepFrenchSigns(text) : text;
}

function rank(name) {
  const index = order.indexOf(name.replace('.md', ''));
  return index < 0 ? order.length : index;
}

/** The pages of a language, by folder. */
function toSidebar(language) {
  const base = language === 'en' ? '' : `${language}/`;
  return Object.entries(groups[language]).flatMap(([folder, text]) => {
    const path = join(docs, base, folder);
    if (!existsSync(path)) return [];
    const items = readdirSync(path)
      .filter((name) => name.endsWith('.md'))
      .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en'))
      .map((name) => ({
        text: titleOf(join(path, name)),
        link: `/${base}${folder}/${name.replace('.md', '')}`,
      }));
    return [{ text, items, collapsed: folder === 'decisions' || folder === 'reference' }];
  });
}

/** Pages at the top of `docs` that have no folder. */
function toTopPages(language, text) {
  const base = language === 'en' ? '' : `${language}/`;
  const items = ['SECURITY.md', 'benchmarks.md', 'benchmarks-notes.md', 'CONTRIBUTING.md']
    .filter((name) => existsSync(join(docs, base, name)))
    .map((name) => ({
      text: titleOf(join(docs, base, name)),
      link: `/${base}${name.replace('.md', '')}`,
    }));
  return items.length > 0 ? [{ text, items }] : [];
}

/** The pages of the reference of the API, which are there once it is built. */
function listApi() {
  if (!existsSync(join(docs, 'api'))) return [];
  return readdirSync(join(docs, 'api'), { recursive: true })
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .sort()
    .map((name) => ({ text: titleOf(join(docs, 'api', name)), link: `/api/${name.slice(0, -3)}` }));
}

/**
 * Leads links to files outside the site to the repository; those to missing files are refused, as
 * VitePress does for pages.
 */
function adaptPages(markdown) {
  keepSignsOfFrenchPages(markdown);

  // A checklist has boxes in the repository, which this renderer does not know.
  markdown.core.ruler.push('boxes', ({ tokens }) => {
    for (const { children } of tokens) {
      const [first] = children ?? [];
      if (first?.type === 'text') first.content = first.content.replace(/^\[ \] /, '☐ ');
    }
  });

  markdown.core.ruler.push('lead-out', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href === null || /^(?:[a-z]+:|#|\/)/.test(href)) continue;
      const [path, hash] = decodeURI(href).split('#');
      const file = normalize(join(dirname(env.path ?? join(docs, env.relativePath)), path));
      const isPage = !relative(docs, file).startsWith('..') && file.endsWith('.md');
      if (isPage) continue;
      if (!existsSync(file)) throw new Error(`${env.relativePath}: ${href} leads nowhere`);
      const address = `${repository}/blob/main/${relative(root, file)}`;
      token.attrSet('href', hash === undefined ? address : `${address}#${hash}`);
    }
  });
}

/** The anchor that GitHub gives to a heading: links are read there too, and keep their accents. */
function toAnchor(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');
}

const french = {
  nav: [
    { text: 'Guides', link: '/fr/guides/agenda' },
    { text: 'Erreurs', link: '/fr/reference/errors' },
    { text: 'API (en anglais)', link: '/api/' },
  ],
  outline: { label: 'Sur cette page' },
  docFooter: { prev: 'Page précédente', next: 'Page suivante' },
  darkModeSwitchLabel: 'Apparence',
  lightModeSwitchTitle: 'Passer au thème clair',
  darkModeSwitchTitle: 'Passer au thème sombre',
  sidebarMenuLabel: 'Menu',
  returnToTopLabel: 'Retour en haut',
  langMenuLabel: 'Changer de langue',
  skipToContentLabel: 'Aller au contenu',
  notFound: {
    title: 'PAGE INTROUVABLE',
    quote: 'Cette page n’existe pas, ou plus.',
    linkLabel: 'Aller à l’accueil',
    linkText: 'Accueil',
  },
};

const frenchSearch = {
  button: { buttonText: 'Rechercher', buttonAriaLabel: 'Rechercher' },
  modal: {
    displayDetails: 'Afficher le détail',
    resetButtonTitle: 'Effacer la recherche',
    backButtonTitle: 'Fermer la recherche',
    noResultsText: 'Aucun résultat pour',
    footer: { selectText: 'ouvrir', navigateText: 'parcourir', closeText: 'fermer' },
  },
};

export default {
  title: 'sas-sos',
  description: 'TypeScript SDK that interfaces SOS Médecins agenda software with the SAS platform',
  srcExclude: ['pictures/**', 'proxies/**', 'observability/**'],
  cleanUrls: false,
  ignoreDeadLinks: false,
  markdown: { config: adaptPages, anchor: { slugify: toAnchor } },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    socialLinks: [{ icon: 'github', link: repository }],
    search: {
      provider: 'local',
      options: { locales: { fr: { translations: frenchSearch } } },
    },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Guides', link: '/guides/agenda' },
          { text: 'Errors', link: '/reference/errors' },
          { text: 'API', link: '/api/' },
        ],
        sidebar: {
          '/api/': [{ text: 'Packages', items: listApi() }],
          '/': [...toSidebar('en'), ...toTopPages('en', 'More')],
        },
      },
    },
    fr: {
      label: 'Français',
      lang: 'fr',
      description:
        'SDK TypeScript qui raccorde un logiciel d’agenda SOS Médecins à la plateforme SAS',
      themeConfig: {
        ...french,
        sidebar: { '/fr/': [...toSidebar('fr'), ...toTopPages('fr', 'Et aussi')] },
      },
    },
  },
};
