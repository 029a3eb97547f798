/** The style of the report: light or dark, narrow or wide, and printed. */
export const reportStyle = `
:root { color-scheme: light dark; --ground: #f4f6f4; --card: #fff; --ink: #15211f; --soft: #4d5b57;
  --line: #d3dad6; --accent: #0a5a54; --ok: #0e5130; --ok-ground: #dcf0e2; --bad: #8c1d12;
  --bad-ground: #fbe3df; --careful: #654400; --careful-ground: #fbeecb; --off: #43504d; --off-ground: #e4e9e6; }
@media (prefers-color-scheme: dark) { :root { --ground: #0e1514; --card: #16201e; --ink: #e6eeeb; --soft: #a8b8b3;
  --line: #2d3b38; --accent: #7ed5c8; --ok: #9fe0b8; --ok-ground: #143524; --bad: #ffb5a8; --bad-ground: #42201b;
  --careful: #f2cf7c; --careful-ground: #3b2f12; --off: #b9c6c2; --off-ground: #26312e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
footer { padding-block: 2rem; color: var(--soft); font-size: .9rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 .75rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 1.4rem 0 .4rem; }
.exchange h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
h1, h2, h3, p, li, dd, td, th, summary { overflow-wrap: anywhere; }
h3 .soft { font-weight: 400; font-size: .85rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
:target { scroll-margin-top: 1rem; }
code { font: .88em/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.soft { color: var(--soft); }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .25rem; background: var(--card); padding: .25rem .75rem; }
.outcome { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .82rem; font-weight: 600;
  line-height: 1.6; white-space: nowrap; background: var(--off-ground); color: var(--off); }
.outcome.passed { background: var(--ok-ground); color: var(--ok); }
.outcome.failed { background: var(--bad-ground); color: var(--bad); }
.outcome.warned { background: var(--careful-ground); color: var(--careful); }
.verdict { padding: .9rem 1.1rem; border-left: .4rem solid; border-radius: .5rem; }
.verdict p { margin: 0 0 .4rem; }
.verdict > p:first-child { font-size: 1.25rem; }
.verdict.passed { background: var(--ok-ground); color: var(--ok); }
.verdict.failed { background: var(--bad-ground); color: var(--bad); }
.figures { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: 0; padding: 0; list-style: none; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.2rem; margin: 1rem 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.notice { margin: .4rem 0; padding: .4rem .8rem; border-left: .25rem solid var(--line); background: var(--off-ground); border-radius: .3rem; }
.first { padding-left: 1.2rem; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-top: 1px solid var(--line); }
thead th { font-size: .85rem; color: var(--soft); }
tbody th { font-weight: 600; }
.faults { table-layout: fixed; margin: .5rem 0; }
.faults th:first-child { width: 50%; }
.checks { columns: 22rem; padding: 0; list-style-position: inside; }
.checks li { break-inside: avoid; padding: .1rem 0; }
details { margin: .35rem 0; }
summary { cursor: pointer; padding: .3rem .2rem; }
.finding, .exchange { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--off); border-radius: .5rem; padding: .2rem .9rem .4rem; }
.finding.failed { border-left-color: var(--bad); }
.finding.warned { border-left-color: var(--careful); }
.finding p { margin: .4rem 0; }
.others > ul, .changes > ul { margin: .2rem 0 .6rem; padding-left: 1.3rem; }
.others > ul > li { margin-bottom: .6rem; }
.others .source { margin: 0; font-size: .9rem; }
.links { margin: .3rem 0; padding-left: 1.2rem; font-size: .9rem; }
.exchange > summary .number { display: inline-block; min-width: 1.8rem; font-variant-numeric: tabular-nums; font-weight: 600; }
.headers { margin: .3rem 0; padding: 0; list-style: none; color: var(--soft); font: .82rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.headers li, .line { overflow-wrap: anywhere; }
.notes { margin: .3rem 0; padding-left: 1.2rem; color: var(--bad); }
.body { margin: .4rem 0 .8rem; padding: .6rem .8rem; background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; font-size: .8rem; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere; }
.body code { font-size: 1em; }
mark { background: var(--bad-ground); color: var(--bad); font-weight: 600; border-radius: .15rem; }
mark.holds { background: var(--careful-ground); color: var(--careful); }
.note { color: var(--bad); font-family: system-ui, sans-serif; }
.gap { color: var(--soft); }
button { font: inherit; font-size: .9rem; padding: .15rem .7rem; border: 1px solid var(--accent); border-radius: .4rem; background: transparent; color: var(--accent); cursor: pointer; }
#status { position: fixed; right: 1rem; bottom: 1rem; margin: 0; padding: .5rem 1rem; background: var(--ink); color: var(--card); border-radius: .4rem; }
.failures .others, .failures .step:not(:has(.finding)), .failures .group:not(:has(.finding)) { display: none; }
[hidden] { display: none; }
@media (max-width: 40rem) {
  h1 { font-size: 1.4rem; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .finding, .exchange { padding-inline: .6rem; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked, .stacked tbody, .stacked tr, .stacked td, .stacked th { display: block; width: auto; }
  .stacked tr { border-top: 1px solid var(--line); padding: .4rem .6rem; }
  .stacked td, .stacked th { border: 0; padding: .05rem 0; }
  .stacked td[data-label]::before { content: attr(data-label) "\\a0: "; color: var(--soft); }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --soft: #333; --accent: #000; --line: #999; }
  body { font-size: 10pt; }
  button, .skip, .filter, #status { display: none; }
  .finding, tr, .checks li, .verdict { break-inside: avoid-page; }
  h2, h3, summary { break-after: avoid; }
  .outcome, .verdict, mark { border: 1px solid; print-color-adjust: exact; }
}
`;
