/** Markup that is safe to write as it stands; only `html` makes it. */
export type Markup = { markup: string };

type Part = string | number | Markup | readonly Markup[] | undefined;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const render = (part: Part): string => {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
};

/** Every value that is not markup itself is escaped. */
export const html = (literals: TemplateStringsArray, ...parts: Part[]): Markup => ({
  markup: literals.reduce((text, literal, index) => text + literal + render(parts[index]), ""),
});

const STYLE = `
:root{--ink:#1d2430;--quiet:#566072;--line:#d9dee7;--paper:#fff;--ground:#f4f6f9;--accent:#9b1c1c;--accent-ink:#fff;--good:#17653a;--warn:#8a4b00;--soft:#fdf3f2;--bubble:#e8edf5}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf1;--quiet:#a5afbf;--line:#333c4a;--paper:#1b212b;--ground:#12161d;--accent:#f0908a;--accent-ink:#23100f;--good:#7fd6a3;--warn:#f2b766;--soft:#2a2023;--bubble:#2a3443}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
header{background:var(--paper);border-bottom:3px solid var(--accent)}
.wrap{max-width:64rem;margin:0 auto;padding:0 1rem}
header .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between;padding-top:.9rem;padding-bottom:.9rem}
header strong{font-size:1.15rem}
nav{display:flex;flex-wrap:wrap;gap:.1rem 1rem}
nav a{display:inline-block;padding:.45rem 0}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
main.wrap{padding-top:1.75rem;padding-bottom:3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .35rem}
h2{font-size:1.15rem;line-height:1.3;margin:0 0 .75rem}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:0 0 .75rem}
.titled .lead{margin-bottom:0}
h1+section{margin-top:1rem}
.lead{color:var(--quiet);max-width:42rem;margin-bottom:1.5rem}
[lang=en]{color:var(--quiet);font-weight:400;font-size:.875em}
section{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.1rem 1.15rem;margin:0 0 1.25rem;min-width:0}
.pair{display:grid;gap:0 1.25rem;align-items:start}
@media (min-width:52rem){.pair{grid-template-columns:1fr 1fr}}
.trio{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));gap:0 1.25rem;align-items:start}
.small{font-size:.9rem}
dl.facts+.notice{margin-top:1rem}
dl.facts.small{gap:.15rem .75rem;grid-template-columns:minmax(5.5rem,auto) 1fr;margin-bottom:.5rem}
a{color:var(--accent)}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain li+li{border-top:1px solid var(--line)}
ul.links li{padding:.5rem 0;display:flex;flex-wrap:wrap;gap:0 .75rem;justify-content:space-between}
code,.code{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace;font-size:.86em;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.45rem .75rem .45rem 0;vertical-align:top;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--quiet);font-weight:600;font-size:.875rem}
td.number,th.number{text-align:right;padding-right:0;padding-left:.5rem;width:6.5rem}
.danger td:last-child{color:var(--accent);font-weight:700}
dl.facts{margin:0;display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.35rem 1rem}
dl.facts dt{color:var(--quiet)}
dl.facts dd{margin:0;overflow-wrap:anywhere}
.amount{font-size:1.9rem;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
button,.button{font:inherit;font-weight:600;border:1px solid var(--accent);border-radius:.4rem;background:var(--paper);color:var(--accent);padding:.5rem .9rem;min-height:2.75rem;cursor:pointer}
button.primary{background:var(--accent);color:var(--accent-ink)}
button:disabled{opacity:.55;cursor:progress}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1rem}
@media (max-width:30rem){.actions>*{flex:1 1 100%}.actions form,.actions button{width:100%}}
.people.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:0 2rem}
.people.row li+li{border-top:0}
.people li{display:flex;gap:.35rem .75rem;align-items:center;justify-content:space-between;padding:.5rem 0}
.people small{display:block;color:var(--quiet)}
.people li>span{min-width:0}
.people button{flex:none;min-width:6.5rem}
.titled{margin-bottom:1.25rem;display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:flex-start}
label{display:block;font-weight:600;margin-bottom:.25rem}
input,textarea{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .6rem;width:100%;min-height:2.75rem}
textarea{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.8rem;min-height:4.5rem;resize:vertical}
.status{color:var(--quiet);margin:.5rem 0 0}
.status:empty{margin:0}
.notice{border-left:4px solid var(--accent);background:var(--soft);padding:.75rem 1rem;border-radius:.25rem;margin:0 0 1rem}
.thread{display:flex;flex-direction:column;gap:.9rem;max-width:24rem}
.sms{background:var(--bubble);border-radius:1rem 1rem 1rem .25rem;padding:.6rem .85rem;white-space:pre-wrap;overflow-wrap:anywhere}
.meta{color:var(--quiet);font-size:.85rem;margin:0 0 .2rem;overflow-wrap:anywhere}
.mail{border-top:1px solid var(--line);padding:.8rem 0}
.mail:first-of-type{border-top:0;padding-top:0}
.mail summary{cursor:pointer;font-weight:600}
.mail pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.6rem 0 0}
.empty{color:var(--quiet)}
`;

const PAGES = [
  { path: "/local", name: "Bàn điều khiển" },
  { path: "/local/inbox", name: "Tin nhắn" },
] as const;

/** A whole page. The local stack's pages load nothing from anywhere and are not for indexing. */
export const page = (title: string, path: string, content: Markup, script = ""): string =>
  html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Một Cửa, chạy tại máy</title>
<link rel="icon" href="data:,">
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header><div class="wrap"><strong>Một Cửa <span lang="en">local stack</span></strong>
<nav aria-label="Trang">${PAGES.map(({ path: to, name }) =>
    to === path ? html`<a href="${to}" aria-current="page">${name}</a>` : html`<a href="${to}">${name}</a>`,
  )}</nav></div></header>
<main class="wrap">
${content}
</main>
${script === "" ? undefined : { markup: `<script>${script}</script>` }}
</body>
</html>
`.markup;
