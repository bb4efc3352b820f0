// Drives the native binary through the Claude Agent SDK itself: two turns, consent, a hook and a server of tools that live
// in this program, requests beside the conversation. `./dev sdk` installs the package and runs it; it needs no network then.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSdkMcpServer, query, tool } from '@anthropic-ai/claude-agent-sdk';
import { z } from 'zod';

const folder = mkdtempSync(join(tmpdir(), 'pith-sdk-'));
const script = join(folder, 'script.jsonl');
writeFileSync(join(folder, 'a.txt'), 'hello file\n');
writeFileSync(script, [
  { tool: 'Read', input: { file_path: join(folder, 'a.txt') } },
  { tool: 'Bash', input: { command: 'echo hi > b.txt' } },
  { tool: 'mcp__calc__add', input: { a: 2, b: 3 } },
  { text: 'All done.' },
  { text: 'Second turn.' },
].map((answer) => JSON.stringify(answer)).join('\n'));

const calc = createSdkMcpServer({
  name: 'calc',
  version: '1.0.0',
  tools: [tool('add', 'Adds two numbers', { a: z.number(), b: z.number() }, async ({ a, b }) => ({ content: [{ type: 'text', text: `${a + b}` }] }))],
});

let firstIsOver;
const first = new Promise((over) => { firstIsOver = over; });
async function* prompts() {
  const said = (content) => ({ type: 'user', message: { role: 'user', content }, parent_tool_use_id: null, session_id: '' });
  yield said('work');
  await first;
  yield said('again');
}

const asked = [];
const hooked = [];
const conversation = query({
  prompt: prompts(),
  options: {
    pathToClaudeCodeExecutable: resolve(process.argv[2]),
    model: `script:${script}`,
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PITH_HOME: join(folder, 'home') },
    mcpServers: { calc },
    includePartialMessages: true,
    canUseTool: async (name, input) => {
      asked.push(name);
      return { behavior: 'allow', updatedInput: input };
    },
    hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [async (input) => { hooked.push(input.tool_name); return {}; }] }] },
  },
});

const results = [];
const told = [];
for await (const message of conversation) {
  if (message.type === 'system' && message.subtype === 'init') {
    assert.ok(message.tools.includes('mcp__calc__add'), 'the tool of the server in this program is declared');
    assert.equal((await conversation.mcpServerStatus())[0].status, 'connected');
    assert.equal((await conversation.supportedModels()).length, 1);
  }
  if (message.type === 'user')
    told.push(message.message.content[0].content);
  if (message.type === 'result') {
    results.push(message.result);
    firstIsOver();
  }
}

assert.deepEqual(results, ['All done.', 'Second turn.']);
assert.deepEqual(asked, ['Bash', 'mcp__calc__add']);
assert.deepEqual(hooked, ['Bash']);
assert.equal(told[2], '5');
rmSync(folder, { recursive: true });
console.log('the Agent SDK drove two turns: consent, a hook, a server of tools and three requests');
