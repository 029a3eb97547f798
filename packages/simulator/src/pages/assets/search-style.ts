/** Tens of slots in the longest day of a card: as far as they are told apart. */
export const mostTens = 20;

// How high a card will be, before it is laid out: a policy without inline styles wants classes.
const heights = Array.from(
  { length: mostTens },
  (_, index) => `.tens-${index + 1} { --tens: ${index + 1}; }\n`,
).join('');

/** The slot search: its form, and a card for each place. */
export const searchStyle = `
${heights}
.search .options { display: grid; gap: .1rem; }
.search .options label, .choice { display: flex; gap: .55rem; align-items: start; padding: .2rem .3rem; border-radius: .35rem; }
.search .options label:hover, .choice:hover { background: var(--tint); }
.search .many { max-height: 16rem; overflow-y: auto; border-top: 1px solid var(--line); margin-top: .2rem; padding-top: .2rem; }
.search .options span { min-width: 0; overflow-wrap: anywhere; }
.search > button { width: 100%; }
#resultats > h2 { font-size: 1.35rem; margin: 0; }
#resultats > h2 + .soft { margin: 0 0 .75rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 0 0 .75rem; font-size: .9rem; color: var(--soft); }
.letter { display: inline-block; min-width: 1.25rem; padding: 0 .2rem; border-radius: .25rem; text-align: center; font-size: .8rem; line-height: 1.25rem; color: var(--on-letter); background: var(--on-site); }
.letter.remote { background: var(--remote); }
.letter.home-visit { background: var(--home-visit); }

/* Thousands of slots: what is out of sight is not laid out. */
.place { content-visibility: auto; contain-intrinsic-size: auto calc(9rem + var(--tens, 1) * 14.5rem); margin-bottom: 1rem; padding: .9rem 1rem 1rem; }
.place h3 { margin: 0; font-size: 1.1rem; line-height: 1.3; overflow-wrap: anywhere; }
.rank { display: inline-block; min-width: 1.5rem; padding: 0 .3rem; margin-right: .2rem; border-radius: 1rem; text-align: center; font-size: .85rem; line-height: 1.5rem; background: var(--accent); color: var(--on-accent); }
.place-head p { margin: 0; font-size: .95rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: .3rem 0 .6rem; padding: 0; list-style: none; font-size: .95rem; }
.facts li { overflow-wrap: anywhere; }
.days { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .75rem 1rem; border-top: 1px solid var(--line); padding-top: .6rem; }
.day h4 { margin: 0 0 .4rem; font-size: .95rem; display: flex; justify-content: space-between; gap: .5rem; }
.day h4 .soft { font-weight: 400; font-size: .85rem; }
.day .none { margin: 0; color: var(--soft); font-size: .95rem; }
.slots { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.9rem, 1fr)); gap: .35rem; margin: 0; padding: 0; list-style: none; }
.slot { display: block; height: 100%; min-height: 2.1rem; padding: .28rem .5rem; line-height: 1.4; position: relative; border: 1px solid var(--line); border-radius: .45rem; background: var(--ground); color: var(--ink); text-decoration: none; font-variant-numeric: tabular-nums; }
.slot time { font-weight: 600; }
/* Blocks rather than boxes that flex: there are thousands. */
.slot small { display: block; font-size: .75rem; line-height: 1.3; }
.slot.for-sas { box-shadow: inset .25rem 0 var(--accent); padding-left: .7rem; }
.slot .reserved { color: var(--accent); font-weight: 600; }
a.slot:hover { border-color: var(--accent); background: var(--tint); }
.map { margin: 0 0 1rem; }
.map svg { display: block; width: 100%; max-height: 16rem; margin-top: .4rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.map circle { fill: var(--accent); stroke: var(--card); stroke-width: 2; }
.map text { fill: var(--on-accent); font-size: 13px; font-weight: 700; text-anchor: middle; }
@media (max-width: 48rem) {
  .place { contain-intrinsic-size: auto calc(14rem + var(--tens, 1) * 30rem); }
  .search .many { max-height: 10.5rem; }
}
`;
