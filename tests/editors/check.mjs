// Holds `passgate.steps.ts` against the official Cucumber language service, as an editor would use it.
//
// node tests/editors/check.mjs MODULES GLUE FEATURES
// MODULES is a folder in which `@cucumber/language-service` is installed, GLUE the file that
// `passgate steps --export-glue` wrote, and FEATURES a folder of features that are all understood.
import { createRequire } from 'node:module'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, glueFile, featuresFolder] = process.argv.slice(2)
if (!featuresFolder) {
  console.error('usage: node check.mjs MODULES GLUE FEATURES')
  process.exit(2)
}
const require = createRequire(join(resolve(modules), 'package.json'))
const main = require.resolve('@cucumber/language-service')
const service = require('@cucumber/language-service')
const { WasmParserAdapter } = require('@cucumber/language-service/wasm')
// The grammars stand in `dist`, which the package does not export by name.
const grammars = join(main.slice(0, main.indexOf(join('dist', 'cjs'))), 'dist')

let failed = 0
function hold(what, holds, detail = '') {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds || !detail ? '' : `: ${detail}`}`)
  if (!holds) failed += 1
}

function featuresBelow(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return featuresBelow(path)
    return name.endsWith('.feature') ? [{ path, text: readFileSync(path, 'utf8') }] : []
  })
}

const adapter = new WasmParserAdapter(grammars)
await adapter.init()
const uri = pathToFileURL(resolve(glueFile)).href
const content = readFileSync(glueFile, 'utf8')
const built = new service.ExpressionBuilder(adapter).build(
  [{ languageName: 'tsx', uri, content }], [])
const expressions = built.expressionLinks.map((link) => link.expression)
const declared = content.split('\n').filter((line) => /^(When|Then)\('/.test(line)).length
hold('the file is indexed without an error', built.errors.length === 0, built.errors.join('; '))
hold(`all ${declared} sentences are known`, declared > 0 && expressions.length === declared,
  `${expressions.length} are`)

const features = featuresBelow(featuresFolder)
const marks = (text) => service.getGherkinDiagnostics(text, expressions)
let steps = 0
const marked = features.flatMap(({ path, text }) => {
  steps += text.split('\n').filter((line) => /^\s*(Given|When|Then|And|But|\*) /.test(line)).length
  return marks(text).map((mark) => `${path}:${mark.range.start.line + 1} ${mark.message}`)
})
hold(`no step is marked among ${steps} of ${features.length} features`,
  steps > 0 && marked.length === 0, marked.slice(0, 5).join('; '))

const scenario = (step) => `Feature: F\n\n  Scenario: S\n    ${step}\n`
for (const wrong of [
  'When the end user resets their pin on the portal',
  'When the janitor resets the passcode in the Company Portal website',
  'Given a Blackberry device managed by Intune hybrid',
  'When five minutes pass',
]) {
  const found = marks(scenario(wrong))
  const span = found[0]?.range
  hold(`\`${wrong}\` is marked`, found.length === 1 && span.start.line === 3
    && span.start.character === 4 + wrong.indexOf(' ') + 1)
}

const texts = features.flatMap(({ text }) => text.split('\n').map((line) => line.trim())
  .filter((line) => /^(Given|When|Then|And|But) /.test(line))
  .map((line) => line.slice(line.indexOf(' ') + 1)))
const suggestions = service.buildSuggestions(built.registry, texts, expressions)
const index = service.jsSearchIndex(suggestions)
const proposed = (step) => service.getGherkinCompletionItems(
  scenario(step), { line: 3, character: 4 + step.length }, index)
const labels = proposed('When resets the pass').map((item) => item.label)
hold('completion proposes our sentences',
  labels.includes('{actor} resets the passcode in {surface}'), labels.join('; '))
const snippet = proposed('When resets the pass')
  .find((item) => item.label === '{actor} resets the passcode in {surface}')?.textEdit.newText ?? ''
// The service offers the first ten words of each kind that the features use.
hold('a proposed sentence offers known words in place of its open ones',
  snippet.includes('the administrator') && snippet.includes('Remote Mobile Device Manager'), snippet)

const known = 'When the end user resets the passcode in the Company Portal website'
for (const step of [known, known.replace('the end user', '<who>')]) {
  const links = service.getStepDefinitionLocationLinks(
    scenario(step), { line: 3, character: 12 }, built.expressionLinks)
  const line = content.split('\n')[links[0]?.targetRange.start.line] ?? ''
  hold(`\`${step}\` leads to its sentence and what it means`,
    links.length === 1 && links[0].targetUri === uri
      && line.startsWith("When('{actor} resets the passcode in {surface}'"), line)
}
process.exitCode = failed === 0 ? 0 : 1
