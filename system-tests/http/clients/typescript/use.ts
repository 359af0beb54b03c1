// What a client in TypeScript, with types made from the document of the product, can do with a cluster.
import createClient from "openapi-fetch";
import type { paths } from "./product.js";

declare const process: { argv: string[] };

function require(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(what);
  }
}

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "" });

const proposed = await client.POST("/v1/proposals", {
  params: { header: { Prefer: "wait=30" } },
  body: { value: "from TypeScript, grüße" },
});
const chosen = proposed.data;
if (chosen === undefined) {
  throw new Error(`not chosen: ${proposed.error?.detail}`);
}

const slot: number = chosen.slot;
const entry = await client.GET("/v1/log/{slot}", { params: { path: { slot } } });
require(entry.data?.value === "from TypeScript, grüße", `slot ${slot} holds ${entry.data?.value}`);
require(entry.data?.ballot.round === chosen.ballot.round, "the ballot is another one");

const page = await client.GET("/v1/log", { params: { query: { from: slot, limit: 1 } } });
require(page.data?.entries[0]?.slot === slot, `the page begins at ${page.data?.entries[0]?.slot}`);

const missing = await client.GET("/v1/log/{slot}", { params: { path: { slot: 9007199254740991 } } });
require(missing.error?.type === "urn:paxos-wasm:problem:not-chosen", `the problem is ${missing.error?.type}`);

// What the document does not have does not compile.
// @ts-expect-error
void (() => client.GET("/v1/log", { params: { query: { form: 1 } } }));
