/** The vendor's own style: one column on a phone, light or dark as the reader wishes. */
export const style = `
:root {
  --ground: #fbfaf7; --ink: #1d2433; --soft: #525b6b; --line: #cfd3da; --card: #ffffff;
  --link: #0b4f8a; --free: #0f5c36; --booked: #6b3f00; --blocked: #525b6b; --chosen: #fff3c4;
  --chosen-line: #8a6100;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181f; --ink: #e9ecf1; --soft: #b3bbc8; --line: #3d4655; --card: #1c222c;
    --link: #8cc4ff; --free: #86d9a8; --booked: #f0bd78; --blocked: #b3bbc8; --chosen: #3d3413;
    --chosen-line: #e0bd55;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { border-bottom: 3px solid var(--link); }
header > p a { font-weight: 700; font-size: 1.15rem; text-decoration: none; }
header .days { margin: 0 0 .7rem; gap: 0 1.5rem; }
header span, footer, .soft { color: var(--soft); }
footer { border-top: 1px solid var(--line); margin-top: 3rem; font-size: .9rem; }
a { color: var(--link); }
a:focus-visible, main:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; background: var(--card); }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { font-size: .85rem; color: var(--soft); }
.count { text-align: right; white-space: nowrap; }
.state { font-weight: 700; white-space: nowrap; }
.slots th { white-space: nowrap; }
.free { color: var(--free); }
.booked { color: var(--booked); }
.blocked { color: var(--blocked); }
.chosen, .chosen > * { background: var(--chosen); }
.chosen { outline: 2px solid var(--chosen-line); outline-offset: -2px; }
section.detail { border: 2px solid var(--chosen-line); background: var(--chosen); padding: 0 1rem 1rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.begin::first-letter { text-transform: uppercase; }
.alert { border-left: .3rem solid var(--booked); padding-left: .7rem; color: var(--booked); font-weight: 700; }
header form p { margin: 0 0 .7rem; }
.fields label { display: block; }
.fields p { margin: .7rem 0; }
input, select, button { font: inherit; max-width: 100%; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: .25rem; background: var(--card); color: var(--ink); }
form[role=search] { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; }
form[role=search] p { max-width: 100%; }
.fields input { width: 24rem; }
fieldset { min-width: 0; border: 1px solid var(--line); border-radius: .25rem; margin: 1rem 0; padding: 0 1rem; }
legend { font-weight: 700; }
.said { margin: .3rem 0; padding-left: .7rem; border-left: .2rem solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.card { border: 1px solid var(--line); background: var(--card); padding: 0 1rem 1rem; margin: 1rem 0; }
button { background: var(--link); border-color: var(--link); color: var(--ground); font-weight: 700; cursor: pointer; }
header button, .second { background: transparent; color: var(--link); }
.days { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; list-style: none; }
.days a { display: inline-block; padding: .4rem 0; }
@media (max-width: 40rem) {
  /* The roles written in the page keep it a table for screen readers. */
  .slots thead, .stacked thead { position: absolute; left: -100rem; }
  .slots tr, .stacked tr { display: block; padding: .5rem; border-bottom: 1px solid var(--line); }
  .slots th, .slots td, .stacked th, .stacked td { display: block; border: 0; padding: 0; }
}
@media print { .skip, .days, footer, form { display: none; } }
`;

export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b4f8a"/><path d="M4 5h8v7H4zM4 8h8M6 3v3M10 3v3" fill="none" stroke="#fff" stroke-width="1.4"/></svg>';
