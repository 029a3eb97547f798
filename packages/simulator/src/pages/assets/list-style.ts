/** Lists, time lines and switches. */
export const listStyle = `
table { width: 100%; border-collapse: separate; border-spacing: 0; }
table.card { overflow: hidden; }
caption { text-align: left; color: var(--soft); padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .8rem; border-top: 1px solid var(--line); overflow-wrap: break-word; }
td code { overflow-wrap: normal; }
.who-is { min-width: 12rem; }
.who-is small { overflow-wrap: anywhere; }
thead th { border-top: 0; font-size: .85rem; color: var(--soft); font-weight: 600; background: var(--tint); }
thead th:first-child { border-top-left-radius: .7rem; }
thead th:last-child { border-top-right-radius: .7rem; }
tbody th { font-weight: 600; }
th small, td small { font-weight: 400; display: block; }
.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
ul.plain { margin: 0; padding: 0; list-style: none; }
ul.plain li + li { margin-top: .3rem; }
.filters { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.filters a { display: block; padding: .25rem .75rem; border: 1px solid var(--edge); border-radius: 2rem; color: inherit; text-decoration: none; background: var(--card); }
.filters a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.filters .number { font-variant-numeric: tabular-nums; opacity: 1; }
.paging { display: flex; gap: .75rem; margin: 1rem 0; }
.exchanges { table-layout: fixed; }
.exchanges th:nth-child(1), .exchanges td:nth-child(1) { width: 6.5rem; font-variant-numeric: tabular-nums; }
.exchanges thead th:nth-child(2) { width: 13.5rem; }
.exchanges thead th:nth-child(4) { width: 13rem; }
.exchanges thead th:nth-child(5) { width: 6.5rem; }
.exchanges tbody th { font-weight: 400; }
.exchanges tbody th { overflow-wrap: anywhere; }
.exchanges tbody th a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; text-decoration: none; font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.exchanges tbody th a:hover, .exchanges tbody th a:focus-visible { text-decoration: underline; }
.failed > :first-child { box-shadow: inset .25rem 0 var(--bad); }
.new { animation: arrive 2s; }
@keyframes arrive { from { background: var(--tint); } }
.address { margin: .5rem 0; }
.headers { padding: .4rem 0 .8rem; font-size: .9rem; gap: .15rem 1rem; }
.checks { display: grid; gap: .3rem; margin: .4rem 0; padding: 0; list-style: none; }
.checks li { padding: .3rem .7rem; border-radius: .4rem; border-left: .25rem solid var(--edge); background: var(--card); color: var(--ink); overflow-wrap: anywhere; }
.checks .bad { border-color: var(--bad); }
.checks .bad strong { color: var(--bad); }
.checks .careful { border-color: var(--careful); }
.checks .careful strong { color: var(--careful); }
.checks .ok { border-color: var(--ok); }
.checks .ok strong { color: var(--ok); }
.checks code { color: var(--soft); font-size: .8rem; }
.timeline { margin: 0; padding: 0 0 0 1.1rem; list-style: none; border-left: 3px solid var(--line); }
.timeline li { position: relative; padding: 0 0 1.25rem; }
.timeline li::before { content: ""; position: absolute; left: -1.6rem; top: .35rem; width: .75rem; height: .75rem; border-radius: 50%; background: var(--accent); border: 3px solid var(--ground); box-sizing: content-box; transform: translateX(-.1rem); }
.timeline .repeat::before { background: var(--edge); }
.timeline p { margin: 0; }
.when { color: var(--soft); font-size: .9rem; }
.what { font-size: 1.05rem; font-weight: 600; }
.repeat .what { font-weight: 400; }
.begin { display: inline-block; }
.begin::first-letter { text-transform: uppercase; }
.slip { border-left: .35rem solid var(--accent); }
.faults .columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); margin-bottom: 1rem; align-items: start; }
.faults fieldset { padding: .25rem 1rem 1rem; margin: 0; }
.faults legend { float: left; width: 100%; }
.faults legend h2 { margin: .6rem 0 0; }
.faults fieldset > p { clear: both; margin: 0 0 .6rem; font-size: .95rem; }
.faults .choice { padding-block: .35rem; }
.faults .choice > div { min-width: 0; }
.faults .choice label, .faults label.choice { font-weight: 600; }
.faults .choice small { display: block; }
.faults .choice:has(:checked) { background: var(--tint); }
@media (max-width: 48rem) {
  /* The roles written in the page keep it a table for screen readers. */
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked, .stacked tbody { display: block; }
  .stacked caption { display: block; }
  .stacked tr { display: block; padding: .6rem .9rem; border-top: 1px solid var(--line); }
  .stacked tr:first-child { border-top: 0; }
  .stacked th, .stacked td, .exchanges th:nth-child(1), .exchanges td:nth-child(1) { display: block; width: auto; border: 0; padding: .1rem 0; text-align: left; }
  .stacked td[data-label]::before { content: attr(data-label) " : "; color: var(--soft); }
  .stacked td small { display: inline; }
  .exchanges tr { display: flex; flex-direction: column; }
  .exchanges tbody th { order: -1; }
  .stacked code { overflow-wrap: anywhere; }
  table.stacked.card { background: none; border: 0; border-radius: 0; }
  .stacked tbody { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
}
`;
