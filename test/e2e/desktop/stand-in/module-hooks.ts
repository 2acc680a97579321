import { registerHooks } from 'node:module';

const KEY = 'vigil.stand-in';
const MODULES = new Set(['electron', 'electron/main', 'electron/common']);

/** Makes `import … from 'electron/main'` and `require('electron')` yield the given object in this process. */
export function provideElectron(electron: Readonly<Record<string, unknown>>): void {
  Reflect.set(globalThis, Symbol.for(KEY), electron);
  const source = `globalThis[Symbol.for(${JSON.stringify(KEY)})]`;
  registerHooks({
    resolve(specifier, context, next) {
      if (!MODULES.has(specifier)) return next(specifier, context);
      const kind = context.conditions.includes('import') ? 'module' : 'commonjs';
      return { url: `stand-in:${kind}`, format: kind, shortCircuit: true };
    },
    load(url, context, next) {
      if (url === 'stand-in:module') {
        const names = Object.keys(electron).join(', ');
        return { format: 'module', source: `export const { ${names} } = ${source};`, shortCircuit: true };
      }
      if (url === 'stand-in:commonjs')
        return { format: 'commonjs', source: `module.exports = ${source};`, shortCircuit: true };
      return next(url, context);
    },
  });
}
