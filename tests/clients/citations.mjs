// Reads citations with citation-js and says what it read: `node citations.mjs FILE FORMAT`, FORMAT one of csl, bibtex, ris.
// Prints JSON: the items as CSL, and of CSL each formatted by APA.
import { readFileSync } from 'node:fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import '@citation-js/plugin-ris'

const forms = { csl: '@csl/list+object', bibtex: '@biblatex/text', ris: '@ris/file' }
const [file, format] = process.argv.slice(2)
const text = readFileSync(file, 'utf-8')
const cite = new Cite(format === 'csl' ? JSON.parse(text) : text, { forceType: forms[format] })
const apa = (item) => new Cite(item).format('bibliography', { format: 'text', template: 'apa', lang: 'en-US' }).trim()
const printed = format === 'csl' ? cite.data.map(apa) : []
process.stdout.write(JSON.stringify({ items: cite.format('data', { format: 'object' }), printed }))
