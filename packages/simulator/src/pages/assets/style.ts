import { listStyle } from './list-style.js';
import { searchStyle } from './search-style.js';

/** The frame and what every page is made of; light or dark as the reader wishes. */
const frameStyle = `
:root {
  color-scheme: light dark;
  --ground: #f2f5f2; --card: #ffffff; --ink: #14211f; --soft: #4c5b57; --line: #d2dad6; --edge: #71807b;
  --accent: #0a5a54; --on-accent: #ffffff; --tint: #e2f0ec; --bar: #0d3f3c; --on-bar: #eaf4f1;
  --ok: #0e5130; --ok-ground: #dcf0e2; --bad: #8c1d12; --bad-ground: #fbe3df;
  --careful: #654400; --careful-ground: #fbeecb; --off: #43504d; --off-ground: #e4e9e6;
  --on-site: #0a5a54; --remote: #40399a; --home-visit: #7d3c00; --on-letter: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1514; --card: #16201e; --ink: #e6eeeb; --soft: #a8b8b3; --line: #2d3b38; --edge: #7f918b;
    --accent: #7ed5c8; --on-accent: #06201d; --tint: #1a312d; --bar: #0a2a28; --on-bar: #e2f0ec;
    --ok: #9fe0b8; --ok-ground: #143524; --bad: #ffb5a8; --bad-ground: #42201b;
    --careful: #f2cf7c; --careful-ground: #3b2f12; --off: #b9c6c2; --off-ground: #26312e;
    --on-site: #7ed5c8; --remote: #bbb6ff; --home-visit: #f3b87c; --on-letter: #10120f;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; accent-color: var(--accent); }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
main:focus, .results:focus { outline: none; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; z-index: 3; }
.skip:focus { left: 1rem; top: .25rem; background: var(--card); padding: .25rem .75rem; }
.soft, small { color: var(--soft); }
small { font-size: .85rem; }
code { font: .9em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
q { overflow-wrap: anywhere; }

header.site { display: contents; }
.simulated { position: sticky; top: 0; z-index: 2; margin: 0; padding: .2rem 1rem; text-align: center; font-size: .9rem; color: #241900; background: repeating-linear-gradient(-45deg, #f6c04f 0 .9rem, #efb136 .9rem 1.8rem); }
.bar { background: var(--bar); color: var(--on-bar); display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.75rem; padding: .5rem max(1rem, (100% - 76rem) / 2); }
.bar a { color: inherit; }
.bar :focus-visible { outline-color: #f6c04f; }
.brand { margin: 0; font-size: 1.15rem; font-weight: 700; letter-spacing: .01em; }
.brand a { text-decoration: none; display: inline-block; padding: .3rem 0; }
.brand [aria-hidden] { color: #f6c04f; }
.brand a > span:last-child { font-weight: 400; }
.bar ul { display: flex; flex-wrap: wrap; gap: .15rem; margin: 0; padding: 0; list-style: none; }
.bar nav a { display: block; padding: .35rem .7rem; border-radius: .4rem; text-decoration: none; }
.bar nav a:hover { background: #ffffff1f; }
.bar nav [aria-current] { background: #ffffff2b; font-weight: 600; box-shadow: inset 0 -3px #f6c04f; }
.who { margin: 0 0 0 auto; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
.who p { margin: 0; }
.who > a, .who button { padding: .3rem .7rem; border: 1px solid currentColor; border-radius: .4rem; background: transparent; color: inherit; font-weight: 400; text-decoration: none; }
.fault-banner { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .5rem max(1rem, (100% - 76rem) / 2); background: var(--bad-ground); color: var(--bad); border-bottom: 1px solid; }
.fault-banner p { margin: 0; flex: 1 1 18rem; }
.fault-banner button { background: transparent; color: inherit; border-color: currentColor; }

main { max-width: 78rem; margin: 0 auto; padding: 0 1rem; }
footer.site { max-width: 78rem; margin: 3rem auto 0; padding: .5rem 1rem 1.5rem; color: var(--soft); font-size: .9rem; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; margin: 1.6rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.75rem 0 .5rem; overflow-wrap: anywhere; }
h1 .tag { font-size: .9rem; vertical-align: middle; letter-spacing: 0; }
.lead { margin: 0 0 1.25rem; color: var(--soft); max-width: 60rem; overflow-wrap: anywhere; }
.back { margin: 1rem 0 -1rem; }
.back a, .tap { display: inline-block; min-height: 1.5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
div.card, form.card { padding: 1rem; }
.aside-layout { display: grid; gap: 1.25rem 1.5rem; align-items: start; }
.aside-layout > * { min-width: 0; }
.aside > h2:first-child, .results > h2:first-child { margin-top: 0; }
@media (min-width: 62rem) {
  .aside-layout { grid-template-columns: 18rem minmax(0, 1fr); }
  .aside-layout.end { grid-template-columns: minmax(0, 1fr) 19rem; }
}

button, .button, input, select { font: inherit; max-width: 100%; min-height: 2.5rem; padding: .4rem .8rem; border: 1px solid var(--edge); border-radius: .45rem; background: var(--card); color: var(--ink); }
button, .button { display: inline-block; background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { box-shadow: 0 0 0 2px var(--tint); }
.second { background: transparent; color: var(--accent); }
.who button, .fault-banner button { min-height: 2rem; padding: .2rem .7rem; }
input[type=checkbox], input[type=radio] { min-height: 0; width: 1.15rem; height: 1.15rem; margin: .2rem 0 0; flex: none; padding: 0; }
fieldset { min-width: 0; margin: 0 0 1rem; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; margin-bottom: .25rem; }
.field { margin: 0 0 .9rem; display: grid; gap: .15rem; }
.field input, .field select { width: 100%; }
.field label { font-weight: 600; }
.mistake { color: var(--bad); font-size: .9rem; }
[aria-invalid=true] { border: 2px solid var(--bad); }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; }
.card > .actions:last-child { margin-bottom: 0; }
.row { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem 1rem; }
.row .field { margin: 0; }
.notice { margin: 0 0 1rem; padding: .6rem .9rem; border-left: .3rem solid; border-radius: .4rem; overflow-wrap: anywhere; }
h1 + .notice { margin-top: .75rem; }
.notice p { margin: .25rem 0; }
.notice a { color: inherit; }
.notice.ok { background: var(--ok-ground); color: var(--ok); }
.notice.bad { background: var(--bad-ground); color: var(--bad); }
.notice.careful { background: var(--careful-ground); color: var(--careful); }
.tag { display: inline-block; white-space: nowrap; padding: 0 .55rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; line-height: 1.6; }
.tag.ok { background: var(--ok-ground); color: var(--ok); }
.tag.bad { background: var(--bad-ground); color: var(--bad); }
.tag.careful { background: var(--careful-ground); color: var(--careful); }
.tag.off { background: var(--off-ground); color: var(--off); }
.empty { padding: 1.25rem 1.5rem; border: 2px dashed var(--line); border-radius: .75rem; }
.empty h2 { margin-top: 0; }
.empty p:last-child { margin-bottom: 0; }
summary { cursor: pointer; min-height: 1.6rem; }
pre { margin: .5rem 0 1rem; padding: .8rem 1rem; max-height: 34rem; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
pre code { font-size: .85rem; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .4rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  .simulated { font-size: .8rem; padding-inline: .25rem; }
  .bar { padding-block: .4rem; gap: .25rem .5rem; }
  .brand { font-size: 1.05rem; }
  .who { flex-wrap: nowrap; font-size: .85rem; line-height: 1.15; }
  .who { gap: .4rem; width: 12.4rem; justify-content: end; }
  .who p { max-width: 4.7rem; text-align: right; }
  .who > a, .who button { padding-inline: .4rem; }
  .bar nav { width: 100%; order: 3; }
  .bar ul { display: grid; grid-template-columns: repeat(3, 1fr); }
  .bar nav a { padding: .35rem .2rem; text-align: center; font-size: .88rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media print { .bar, .aside, footer, .skip { display: none; } }
`;

export const style = `${frameStyle}${searchStyle}${listStyle}`;
