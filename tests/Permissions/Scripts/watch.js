// Runs scripts that were said to only read, in a page where everything else is a trap. In: {names: {fields, calls}, scripts}. Out: {run, faults}.
const vm = require('vm');
const { names, scripts } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const fields = new Set(names.fields), calls = new Set(names.calls), ofClassList = new Set(['classList']);
const forbidden = ['fetch', 'XMLHttpRequest', 'WebSocket', 'Image', 'Worker', 'eval', 'Function', 'setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'localStorage', 'sessionStorage', 'indexedDB', 'open', 'close', 'alert', 'print',
  'postMessage', 'history', 'caches', 'cookieStore', 'top', 'parent', 'self', 'frames', 'opener', 'console', 'customElements', 'Reflect', 'Proxy', 'Symbol', 'Promise', 'globalThis', 'evilname'];
let fault = null;
const bad = what => { fault ??= what; };

// What the page made: reading what is listed gives more of it; its functions, its arrays and all else are traps.
function page(seed) {
  return new Proxy(function () {}, {
    get(_, name) {
      if (name === Symbol.iterator) return function* () { yield page(seed + 1); yield pageArray(); };
      if (name === Symbol.toPrimitive) return () => 'evilname';
      if (typeof name === 'symbol') return undefined;
      if (calls.has(name)) return method(seed, name);
      if (!(fields.has(name) || ofClassList.has(name) || name.length <= 2 || /^-?\d+$|^NaN$|^-?Infinity$|^\d+(\.\d+)?(e[+-]\d+)?$|^-\d|^(?:--[a-z]|[a-z]*-[a-z])[a-z-]*$/.test(name))) bad(`read ${name}`);
      return value(seed + name.length * 7 + name.charCodeAt(0));
    },
    set(_, name) { bad(`set ${String(name)}`); return true; },
    deleteProperty(_, name) { bad(`delete ${String(name)}`); return true; },
    defineProperty(_, name) { bad(`define ${String(name)}`); return true; },
    setPrototypeOf() { bad('prototype'); return true; },
    preventExtensions() { bad('extensions'); return true; },
    apply() { bad('called what the page made'); },
    construct() { bad('made what the page made'); return {}; },
    has: () => true,
    ownKeys: () => ['prototype'],
  });
}
const value = n => [() => page(n + 1), () => 'evilname', () => n, () => pageFunction(), () => pageArray(), () => null, () => page(n + 3)][n % 7]();
const pageFunction = () => new Proxy(function () {}, { apply() { bad('called a function of the page'); }, construct() { bad('made with a function of the page'); return {}; }, set() { bad('set of a function'); return true; } });
const pageArray = () => new Proxy([page(1), 'evilname', 3], { set(_, n) { bad(`changed an array of the page: ${String(n)}`); return true; }, deleteProperty() { bad('changed an array of the page'); return true; }, defineProperty() { bad('changed an array of the page'); return true; } });
// Methods call what they are given as those of lists do, so that a trap among it is sprung.
const method = (seed, name) => new Proxy(function () {}, { apply(_, of, given) { if (typeof given[0] === 'function' && names.callFirst.includes(name)) { given[0](page(seed + 2), 0, page(seed)); return [page(seed)]; } return value(seed + name.length); }, set() { bad('set of a method'); return true; } });

// What a document holds besides: no name leads to it, and a method of a listed name navigates.
const hidden = new Proxy({}, { get(_, name) { if (calls.has(name)) bad(`${String(name)} of what no name leads to`); return undefined; } });

const setup = `'use strict'; ((trap, hidden) => {
  // The page's values are callable here, which the real one leaves out.
  const stringify = JSON.stringify;
  JSON.stringify = (value, by, space) => {
    if (typeof value === 'function' && Array.isArray(by)) for (const name of by) value[String(name)];
    if (typeof value === 'function' && typeof by === 'function') by('location', hidden);
    return stringify(value, by, space);
  };
  for (const p of [Object.prototype, String.prototype, Number.prototype, Boolean.prototype, Function.prototype, Set.prototype, Map.prototype, Date.prototype])
    Object.defineProperty(p, 'constructor', { get() { trap('constructor'); return undefined; }, set() { trap('set constructor'); } });
  for (const name of ['call', 'apply', 'bind']) Object.defineProperty(Function.prototype, name, { get() { trap(name); }, set() { trap('set ' + name); } });
  Object.defineProperty(Object.prototype, '__proto__', { get() { trap('__proto__'); }, set() { trap('set __proto__'); } });
  return () => [Object, Array, String, Number, Math, JSON, Set, Map, Date].flatMap(o => [...Object.getOwnPropertyNames(o), ...(o.prototype ? Object.getOwnPropertyNames(o.prototype) : [])]).join();
})`;
const prepared = new vm.Script(setup);
const faults = [];
let run = 0, finished = 0;
for (const script of scripts) {
  fault = null;
  const global = { document: page(1), innerWidth: 7, innerHeight: 7, outerWidth: 7, outerHeight: 7, scrollX: 0, scrollY: 0, pageXOffset: 0, pageYOffset: 0, devicePixelRatio: 1, getComputedStyle: () => page(2), matchMedia: () => page(3),
    location: page(4), navigator: page(5), screen: page(6), CSS: { escape: String, supports: () => true }, performance: { now: () => 1 }, URLSearchParams };
  const context = vm.createContext(global, { codeGeneration: { strings: false, wasm: false } });
  const shape = prepared.runInContext(context)(bad, hidden);
  for (const name of forbidden) Object.defineProperty(global, name, { get() { bad(`named ${name}`); return undefined; }, set() { bad(`set ${name}`); }, configurable: false });
  // The page's own window: all that it has is what the context has.
  global.window = new Proxy(global, { get: (g, n) => (n in g ? g[n] : bad(`read window.${String(n)}`)), set() { bad('set of the window'); return true; } });
  const before = Object.getOwnPropertyNames(global).join(), shaped = shape();
  try { vm.runInContext(script, context, { timeout: 200 }); finished++; } catch (e) { if (/Code generation/.test(e?.message)) bad('ran text'); if (e?.name === 'SyntaxError') { /* nothing of it runs */ } }
  if (Object.getOwnPropertyNames(global).join() !== before) bad('a new global');
  if (shape() !== shaped) bad('what all objects share was changed');
  run++;
  if (fault) faults.push(`${fault}: ${script}`);
}
process.stdout.write(JSON.stringify({ run, finished, faults }));
