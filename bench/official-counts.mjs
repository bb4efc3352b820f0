// Compares our counts with an independent build of the official core (npm tiktoken), file by file, in both encodings.
//   cd bench && npm ci && node official-counts.mjs [--pith COMMAND] [FILE or FOLDER ...]
// Default: every file of ../../shared/corpus, counted by ../pith. Ends with 1 if any count differs.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { get_encoding } from 'tiktoken';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
let pith = resolve(here, '../pith');
const at = args.indexOf('--pith');
if (at >= 0) [, pith] = args.splice(at, 2);
const roots = args.length ? args : [resolve(here, '../../shared/corpus')];

function* files(path) {
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

let compared = 0, bytes = 0, wrong = 0;
const totals = {};
for (const encoding of ['o200k_base', 'cl100k_base']) {
  const official = get_encoding(encoding);
  totals[encoding] = 0;
  for (const root of roots)
    for (const file of files(root)) {
      const content = readFileSync(file);
      // Broken UTF-8 is decoded to U+FFFD, one for each maximal subpart; special names are plain text; a BOM is kept.
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
      const expected = official.encode_ordinary(text).length;
      const found = JSON.parse(execFileSync(pith, ['count', '--encoding', encoding, '--json', file], { maxBuffer: 1 << 26 })).tokens;
      compared++;
      bytes += content.length;
      totals[encoding] += expected;
      if (found !== expected) {
        wrong++;
        console.log(`${encoding} ${file}: ${found}, official ${expected}`);
      }
    }
  official.free();
}

for (const [encoding, tokens] of Object.entries(totals)) console.log(`${encoding}: ${tokens} tokens`);
console.log(`${compared} counts over ${bytes} bytes compared, ${wrong} differ`);
process.exit(wrong === 0 ? 0 : 1);
