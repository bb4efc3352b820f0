// node peer-count.mjs tiktoken|gpt-tokenizer FILE: what a small program with the package does to count a file, in o200k_base.
import { readFileSync } from 'node:fs';

const [peer, path] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
if (peer === 'tiktoken') {
  const { get_encoding } = await import('tiktoken');
  console.log(get_encoding('o200k_base').encode_ordinary(text).length);
} else {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  console.log(countTokens(text));
}
