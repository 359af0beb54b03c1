// Rebuilds ../resources/components/greedy.wasm from greedy.wat with the official tools.
// Usage: npm install --prefix DIR @bytecodealliance/jco && JCO=DIR node build.mjs
import { readFileSync, writeFileSync } from 'fs';
import { pathToFileURL } from 'url';

const jco = pathToFileURL(process.env.JCO + '/node_modules/@bytecodealliance/jco/dist/api.js').href;
const { parse, componentEmbed, componentNew } = await import(jco);

const wit = (name) => readFileSync(`../../../../interfaces/deps/${name}.wit`, 'utf8');
const nested = (name) => wit(name).replace(/^((?:\/\/.*\n)*)package ([^;]+);/, '$1package $2 {') + '}\n';
const witSource = wit('learner') + nested('types') + nested('host') + nested('acceptor') + nested('proposer');

if (process.argv[2] === 'dummy') {
    const { print } = await import(jco);
    console.log(await print(await componentEmbed({ dummy: true, witSource, world: 'learner-component' })));
} else {
    const core = await parse(readFileSync('greedy.wat', 'utf8'));
    const embedded = await componentEmbed({ binary: core, witSource, world: 'learner-component' });
    writeFileSync('../resources/components/greedy.wasm', await componentNew(embedded));
}
