// The official core (npm tiktoken, its Rust built for wasm) as a server of one caller.
// In: u32 length, then so many bytes, again and again. Out, for each: for o200k_base and then cl100k_base
// the number of ids and their FNV-1a hash, as u32. All little-endian. Special names are ordinary text, broken UTF-8 is
// decoded to one U+FFFD for each maximal subpart.
import { get_encoding } from 'tiktoken';

const cores = [get_encoding('o200k_base'), get_encoding('cl100k_base')];
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function answer(text, out, at) {
  for (const core of cores) {
    const ids = core.encode_ordinary(text);
    let hash = 0x811c9dc5;
    for (const id of ids) hash = Math.imul(hash ^ id, 0x01000193);
    out.writeUInt32LE(ids.length, at);
    out.writeUInt32LE(hash >>> 0, at + 4);
    at += 8;
  }
}

let rest = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  const all = rest.length ? Buffer.concat([rest, chunk]) : chunk;
  const answers = [];
  let at = 0;
  while (all.length - at >= 4) {
    const length = all.readUInt32LE(at);
    if (all.length - at - 4 < length) break;
    const out = Buffer.allocUnsafe(16);
    answer(decoder.decode(all.subarray(at + 4, at + 4 + length)), out, 0);
    answers.push(out);
    at += 4 + length;
  }
  rest = all.subarray(at);
  if (answers.length) process.stdout.write(Buffer.concat(answers));
}
