/** Style and script of the report: without the script all of it can be read, with it steps can be filtered. */

export const STYLE = `
:root{color-scheme:light dark;--line:#d0d7de;--dim:#57606a;--bad:#b3261e;--good:#1a7f37;--warn:#855d00;--box:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--line:#3d444d;--dim:#9198a1;--bad:#ff7b72;--good:#3fb950;--warn:#d29922;--box:#161b22}}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.3rem;margin:2rem 0 .6rem}h3{font-size:1.05rem;margin:2rem 0 .5rem}
a{color:LinkText}
nav ul{list-style:none;padding:0;margin:0 0 1rem}
.facts{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0;margin:0 0 1rem}
.facts li{background:var(--box);border:1px solid var(--line);border-left:4px solid var(--tone,var(--dim));border-radius:6px;padding:.5rem .9rem}
.facts strong{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.removed,.stopped{--tone:var(--bad)}.recreated,.restarted{--tone:var(--warn)}.created,.started{--tone:var(--good)}
tr td:nth-child(3){color:var(--tone,inherit)}.removed td:nth-child(3),.recreated td:nth-child(3){font-weight:600}
thead th{background:var(--box);position:sticky;top:0}tbody tr:last-child>*{border-bottom:0}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
:focus-visible{outline:3px solid Highlight;outline-offset:2px}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
.scroll{contain:content;overflow:auto;max-height:75vh;border:1px solid var(--line);border-radius:6px}
.warning{border-left:4px solid var(--warn);padding-left:.8rem}
.bar{width:100%;min-width:12rem;height:1rem;display:block}.bar rect{fill:var(--bad)}.bar .track{fill:var(--box)}
.steps{list-style:none;padding:0}.steps>li{border-bottom:1px solid var(--line);padding:.4rem 0}
.steps.many>li{content-visibility:auto;contain-intrinsic-size:auto 4rem}
@media print{.steps.many>li{content-visibility:visible}form{display:none}.scroll{max-height:none}}
.steps .symbol{display:inline-block;width:2.5rem;font-family:monospace}.steps details{margin-left:2.5rem}.steps summary{color:var(--dim)}
.dim{color:var(--dim)}.critical{color:var(--warn)}
form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;background:var(--box);padding:.6rem;border-radius:6px;position:sticky;top:0;z-index:1}
form[hidden]{display:none}form label{display:flex;flex-direction:column}
`

/** Shows the filters, and hides the steps that do not fit. */
export const SCRIPT = `
(() => {
  const form = document.getElementById('filters')
  const count = document.getElementById('count')
  const steps = [...document.querySelectorAll('.steps > li')].map((item) => ({ item, text: item.textContent.toLowerCase() }))
  const apply = () => {
    const host = form.elements.host.value
    const kind = form.elements.kind.value
    const text = form.elements.text.value.toLowerCase()
    let shown = 0
    for (const step of steps) {
      const { dataset } = step.item
      const fits = (host === '' || dataset.host === host) && (kind === '' || dataset.kind === kind) && step.text.includes(text)
      step.item.hidden = !fits
      if (fits) shown += 1
    }
    count.textContent = shown + ' of ' + steps.length + ' steps'
  }
  form.hidden = false
  form.addEventListener('input', apply)
  form.addEventListener('reset', () => setTimeout(apply))
  form.addEventListener('submit', (event) => event.preventDefault())
  apply()
})()
`
