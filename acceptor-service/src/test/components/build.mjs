// Rebuilds ../resources/components/unruly.wasm from unruly.wat with the official tools.
// Usage: npm install --prefix DIR @bytecodealliance/jco && JCO=DIR node build.mjs
import { readFileSync, writeFileSync } from 'fs';
import { pathToFileURL } from 'url';

const jco = pathToFileURL(process.env.JCO + '/node_modules/@bytecodealliance/jco/dist/api.js').href;
const { parse, componentEmbed, componentNew } = await import(jco);

const wit = (name) => readFileSync(`../../../../interfaces/deps/${name}.wit`, 'utf8');
const nested = (name) => wit(name).replace(/^((?:\/\/.*\n)*)package ([^;]+);/, '$1package $2 {') + '}\n';
const witSource = wit('acceptor') + nested('types') + nested('host');

if (process.argv[2] === 'dummy') {
    const { print } = await import(jco);
    console.log(await print(await componentEmbed({ dummy: true, witSource, world: 'acceptor-component' })));
} else {
    const core = await parse(readFileSync('unruly.wat', 'utf8'));
    const embedded = await componentEmbed({ binary: core, witSource, world: 'acceptor-component' });
    writeFileSync('../resources/components/unruly.wasm', await componentNew(embedded));
}
